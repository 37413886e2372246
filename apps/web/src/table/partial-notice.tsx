import type { Partial as PartialAnswer } from '@gantry/contract'
import { List } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Notice } from '../ui/notice.tsx'

/** Some brokers did not answer: the list is shown, and what is missing is said. */
export function PartialNotice({ partial }: { readonly partial: PartialAnswer | null }) {
  const t = useText()
  if (!partial || partial.reasons.length === 0) return null
  return (
    <Notice tone="warning" title={t('common:partial')}>
      <List size="sm">
        {partial.reasons.map(({ brokerName, brokerAddr, message }) => (
          <List.Item key={`${brokerName ?? ''} ${brokerAddr}`}>
            {brokerName ? `${brokerName} (${brokerAddr})` : brokerAddr}: {message}
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}
