import type { BrokerOutcome } from '@gantry/contract'
import { List } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { StatusBadge } from './status-badge.tsx'

/** What each broker said to a change that went to several. */
export function OutcomeList({ outcomes }: { readonly outcomes: readonly BrokerOutcome[] }) {
  const t = useText()
  return (
    <List size="sm" listStyleType="none" spacing={4} aria-label={t('common:outcomes')}>
      {outcomes.map(({ brokerName, brokerAddr, ok, message }) => (
        <List.Item key={`${brokerName} ${brokerAddr}`}>
          <StatusBadge tone={ok ? 'good' : 'bad'} label={t(ok ? 'common:done' : 'common:failed')} />{' '}
          {brokerName} ({brokerAddr}){message ? `: ${message}` : ''}
        </List.Item>
      ))}
    </List>
  )
}
