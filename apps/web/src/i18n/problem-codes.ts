import { type ProblemCode, SENTENCES } from '@gantry/rules'

/** What only a schema finds, beside the problems of the rules. */
const SCHEMA_CODES = ['invalid', 'tooShort', 'tooLong', 'tooSmall', 'tooBig'] as const

export type ShownProblemCode = ProblemCode | (typeof SCHEMA_CODES)[number]

/** The code when there is a sentence for it in every language. */
export function shownProblemCode(code: string): ShownProblemCode | undefined {
  return isRuleCode(code) ? code : SCHEMA_CODES.find(known => known === code)
}

function isRuleCode(code: string): code is ProblemCode {
  return Object.hasOwn(SENTENCES, code)
}
