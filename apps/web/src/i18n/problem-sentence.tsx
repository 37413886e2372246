import type { Problem } from '@gantry/rules'
import type { TextKey } from './catalogue.ts'
import { useText } from './text.ts'

/** Why a value is refused, in the language chosen now, also when that changes while it is shown. */
export function ProblemSentence({ problem }: { readonly problem: Problem }) {
  const t = useText()
  const params = { ...problem.params }
  const { messageType } = params
  if (messageType !== undefined) params.messageType = t(`topics:type.${messageType}` as TextKey)
  return <>{t(`problems:${problem.code}`, params)}</>
}
