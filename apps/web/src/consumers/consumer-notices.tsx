/** What cannot be known of a group's consumers, or what is wrong with them, said before the figures. */
import type { ConsumerStatus, SubscriptionDifference } from '@gantry/contract'
import { List, Text } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Notice } from '../ui/notice.tsx'

export function BroadcastingNotice() {
  const t = useText()
  return (
    <Notice tone="info" title={t('consumers:broadcasting')}>
      <Text size="sm">{t('consumers:broadcastingAbout')}</Text>
    </Notice>
  )
}

export function UnseenNotice() {
  const t = useText()
  return (
    <Notice tone="warning" title={t('consumers:unseen')}>
      <Text size="sm">{t('consumers:unseenAbout')}</Text>
    </Notice>
  )
}

export function UnaskedNotice({ unasked }: Pick<ConsumerStatus['subscription'], 'unasked'>) {
  const t = useText()
  if (unasked.length === 0) return null
  return (
    <Notice tone="warning" title={t('consumers:unasked')}>
      <Text size="sm">{t('consumers:unaskedAbout')}</Text>
      <List size="sm">
        {unasked.map(({ clientId, reason }) => (
          <List.Item key={clientId}>{reason}</List.Item>
        ))}
      </List>
    </Notice>
  )
}

interface DifferencesProps {
  readonly differences: readonly SubscriptionDifference[]
}

/** Topic by topic: which clients have which tags. */
export function DifferencesNotice({ differences }: DifferencesProps) {
  const t = useText()
  if (differences.length === 0) return null
  return (
    <Notice tone="bad" title={t('consumers:differences')}>
      <Text size="sm">{t('consumers:differencesAbout')}</Text>
      <List size="sm" aria-label={t('consumers:differences')}>
        {differences.map(({ topic, variants }) => (
          <List.Item key={topic}>
            <strong>{topic}</strong>
            <List size="sm">
              {variants.map(({ expression, clientIds }) => (
                <List.Item key={expression ?? ''} style={{ overflowWrap: 'anywhere' }}>
                  <em>{expression ?? t('consumers:notSubscribed')}</em>: {clientIds.join(', ')}
                </List.Item>
              ))}
            </List>
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}
