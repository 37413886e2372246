import type { AccessOutcome } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { notifyDone, notifyRefused } from '../ui/notify.ts'

/** Says that a change was made, or that some broker did not follow; it holds all the same. */
export function useSettled(close: () => void) {
  const t = useText()
  return ({ outcomes }: { readonly outcomes: readonly AccessOutcome[] }): void => {
    if (outcomes.some(({ state }) => state === 'FAILED')) notifyRefused(t('access:outcomes.failed'))
    else if (outcomes.some(({ state }) => state === 'AWAY')) notifyDone(t('access:outcomes.away'))
    else notifyDone(t('common:success'))
    close()
  }
}
