import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'

const SECOND_MS = 1_000

/** Brokers are not asked about less than a minute: it is told as 0. */
export function useDelayText(): (seconds: number) => string {
  const t = useText()
  const format = useFormat()
  return seconds => (seconds === 0 ? t('statistics:underAMinute') : format.duration(seconds * SECOND_MS))
}
