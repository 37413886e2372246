/** The contract's schemas over what came in; every complaint names its field. */
import type { EndpointShape, FieldProblem } from '@gantry/contract'
import { type Problem, problem, sentenceOf } from '@gantry/rules'
import { z } from 'zod'
import { AppError } from './app-error.ts'

export interface RawInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** @throws AppError VALIDATION with all complaints at once */
export function parseInput(endpoint: EndpointShape, raw: RawInput): Record<keyof RawInput, unknown> {
  const parts = {
    params: endpoint.params?.safeParse(raw.params),
    query: endpoint.query?.safeParse(raw.query),
    body: endpoint.body?.safeParse(raw.body),
  }
  const issues = Object.values(parts).flatMap(part => part?.error?.issues ?? [])
  if (issues.length > 0) throw invalid(issues.flatMap(fieldsOf))
  if (!endpoint.body && raw.body !== undefined) {
    throw invalid([{ path: '', code: 'invalid', message: 'This request takes no body.' }])
  }
  return { params: parts.params?.data, query: parts.query?.data, body: parts.body?.data }
}

/** One field that a rule refuses, found by a service. */
export function fieldError(path: string, found: Problem): AppError {
  return invalid([fieldOf(path, found)])
}

function invalid(fields: readonly FieldProblem[]): AppError {
  const [first] = fields
  const place = first?.path ? `${first.path}: ` : ''
  return new AppError('VALIDATION', `${place}${first?.message ?? 'The request is not valid.'}`, { fields })
}

function fieldsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: path ? `${path}.${key}` : key,
      code: 'invalid',
      message: 'This field is not known.',
    }))
  }
  const ruled = issue.code === 'custom' ? ruleProblem.safeParse(issue.params?.problem).data : undefined
  if (ruled) return [{ path, code: ruled.code, message: issue.message, params: ruled.params }]
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('undefined')) {
    return [fieldOf(path, problem('required'))]
  }
  return [{ path, code: 'invalid', message: issue.message }]
}

const ruleProblem = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

function fieldOf(path: string, found: Problem): FieldProblem {
  return { path, code: found.code, message: sentenceOf(found), params: { ...found.params } }
}
