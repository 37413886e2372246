import { MESSAGE_TYPES } from '@gantry/rules'
import type { ShownProblemCode } from './problem-codes.ts'
import { type TextParams, useText } from './text.ts'

/** A problem of the rules, or one of those that only a schema finds. */
export interface ShownProblem {
  readonly code: ShownProblemCode
  readonly params: TextParams
}

/** Why a value is refused, in the language chosen now, also when that changes while it is shown. */
export function ProblemSentence({ problem: { code, params } }: { readonly problem: ShownProblem }) {
  const t = useText()
  const messageType = MESSAGE_TYPES.find(type => type === params.messageType)
  const filled = messageType ? { ...params, messageType: t(`topics:type.${messageType}`) } : params
  return <>{t(`problems:${code}`, filled)}</>
}
