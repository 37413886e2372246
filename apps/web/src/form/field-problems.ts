/** What a schema or the server finds wrong with a form: the first problem of each field. */
import type { FieldProblem } from '@gantry/contract'
import { z } from 'zod'
import { shownProblemCode } from '../i18n/problem-codes.ts'
import type { ShownProblem } from '../i18n/problem-sentence.tsx'

export type Problems = ReadonlyMap<string, ShownProblem>

/** @param schema the body of the contract */
export function problemsOf(schema: z.ZodType, body: unknown): Problems {
  const { error } = schema.safeParse(body, { reportInput: true })
  // The first one of a field says enough; later ones would follow from it.
  const found = (error?.issues ?? []).map(
    issue => [issue.path.map(String).join('.'), problemOf(issue)] as const,
  )
  return new Map(found.toReversed())
}

const ruleProblem = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

function problemOf(issue: z.core.$ZodIssue): ShownProblem {
  switch (issue.code) {
    case 'custom': {
      const { data } = ruleProblem.safeParse(issue.params?.problem)
      const code = data && shownProblemCode(data.code)
      return code ? { code, params: data.params } : INVALID
    }
    case 'invalid_type':
      return isBlank(issue.input) ? { code: 'required', params: {} } : INVALID
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.input)
    case 'too_big': {
      const code = isText(issue.origin) ? 'tooLong' : 'tooBig'
      return { code, params: { max: Number(issue.maximum) } }
    }
    default:
      return INVALID
  }
}

const INVALID: ShownProblem = { code: 'invalid', params: {} }

function tooSmall(origin: string, min: number, input: unknown): ShownProblem {
  if (isText(origin) && (min === 1 || isBlank(input))) return { code: 'required', params: {} }
  return { code: isText(origin) ? 'tooShort' : 'tooSmall', params: { min } }
}

function isText(origin: string): boolean {
  return origin === 'string'
}

function isBlank(input: unknown): boolean {
  return input === undefined || input === null || input === '' || Number.isNaN(input)
}

/** The server's own words where this page has no sentence for a code: they may come from a later release. */
export interface ServerProblem {
  readonly path: string
  readonly shown: ShownProblem | string
}

/**
 * Splits what the server found into what stands at a field of this form and what does not.
 * @param fields names of the form's fields
 */
export function placeServerProblems(
  found: readonly FieldProblem[],
  fields: readonly string[],
): { readonly atFields: readonly ServerProblem[]; readonly elsewhere: readonly FieldProblem[] } {
  const isHere = ({ path }: FieldProblem): boolean =>
    fields.some(field => path === field || path.startsWith(`${field}.`))
  return {
    atFields: found.filter(isHere).map(({ path, code, message, params = {} }) => {
      const known = shownProblemCode(code)
      return { path, shown: known && known !== 'invalid' ? { code: known, params } : message }
    }),
    elsewhere: found.filter(problem => !isHere(problem)),
  }
}
