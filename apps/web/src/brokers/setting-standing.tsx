import type { BrokerSetting } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { StatusBadge } from '../ui/status-badge.tsx'

/** Only what somebody has changed stands out. */
export function SettingStanding({ standing }: Pick<BrokerSetting, 'standing'>) {
  const t = useText()
  const label = t(`brokers:standing.${standing}`)
  return standing === 'CHANGED' ? <StatusBadge tone="neutral" label={label} /> : label
}
