import type { Group } from '@gantry/contract'
import { useText } from '../i18n/text.ts'

/** Unknown while nobody is connected to tell. */
export function MessageModel({ messageModel }: Pick<Group, 'messageModel'>) {
  const t = useText()
  return <>{messageModel === null ? '–' : t(`groups:model.${messageModel}`)}</>
}
