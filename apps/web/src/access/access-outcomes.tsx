import type { AccessOutcome } from '@gantry/contract'
import { List } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Notice } from '../ui/notice.tsx'
import { useBrokerLabel } from './use-broker-label.ts'

/** What did not come about, and where it makes no difference; nothing when every broker has done it. */
export function AccessOutcomes({ outcomes }: { readonly outcomes: readonly AccessOutcome[] }) {
  const failed = outcomes.filter(({ state }) => state === 'FAILED')
  const away = outcomes.filter(({ state }) => state === 'AWAY')
  const notEnforced = outcomes.filter(({ state }) => state === 'NOT_ENFORCED')
  const t = useText()
  return (
    <>
      {failed.length > 0 && (
        <Notice tone="bad" title={t('access:outcomes.failed')}>
          <Places outcomes={failed} />
        </Notice>
      )}
      {away.length > 0 && (
        <Notice tone="warning" title={t('access:outcomes.away')}>
          <Places outcomes={away} />
        </Notice>
      )}
      {notEnforced.length > 0 && (
        <Notice tone="warning" title={t('access:outcomes.notEnforced')}>
          <Places outcomes={notEnforced} />
        </Notice>
      )}
    </>
  )
}

function Places({ outcomes }: { readonly outcomes: readonly AccessOutcome[] }) {
  const label = useBrokerLabel()
  return (
    <List size="sm">
      {outcomes.map(({ clusterName, brokerName, brokerId, message }) => (
        <List.Item key={`${clusterName} ${brokerName} ${brokerId}`}>
          {brokerName === null ? clusterName : `${clusterName}, ${label({ brokerName, brokerId })}`}
          {message !== undefined && `: ${message}`}
        </List.Item>
      ))}
    </List>
  )
}
