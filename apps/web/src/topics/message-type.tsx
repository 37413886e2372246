import type { Topic } from '@gantry/contract'
import { useText } from '../i18n/text.ts'

export function MessageType({ messageType }: Pick<Topic, 'messageType'>) {
  const t = useText()
  return <>{messageType === null ? t('topics:typeUnknown') : t(`topics:type.${messageType}`)}</>
}
