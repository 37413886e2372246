import type { ConsumerStatus } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'

/** How far behind in time; `–` where it is not known. */
export function Delay({ delayMs, isDelayAtLeast }: Pick<ConsumerStatus, 'delayMs' | 'isDelayAtLeast'>) {
  const t = useText()
  const format = useFormat()
  if (delayMs === null) return <>–</>
  if (delayMs === 0) return <>{t('consumers:noDelay')}</>
  const duration = format.duration(delayMs)
  return <>{isDelayAtLeast ? t('consumers:atLeast', { duration }) : duration}</>
}
