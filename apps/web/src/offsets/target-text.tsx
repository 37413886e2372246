import type { KeptReset } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'

/** Where a reset leads, in words. */
export function TargetText({ to }: Pick<KeptReset, 'to'>) {
  const t = useText()
  const format = useFormat()
  if (to === null) return <>{t('offsets:undo.title')}</>
  if (typeof to === 'string') return <>{t(`offsets:strategy.${to}`)}</>
  if ('time' in to) return <>{format.dateTime(to.time)}</>
  const { brokerName, queueId } = to.queue
  return <>{t('offsets:exactly', { brokerName, queueId, offset: format.count(to.offset) })}</>
}
