/** The Consumer Status panel: how a group is doing now. */
import { type ConsumerStatus, consumerStatus } from '@gantry/contract'
import { Stack, Title } from '@mantine/core'
import { useLiveQuery } from '../api/use-live-query.ts'
import { type Text, useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { PartialNotice } from '../table/partial-notice.tsx'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { Figure } from '../ui/figure.tsx'
import type { Format } from '../ui/format.ts'
import { useFormat } from '../ui/format-context.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import { BroadcastingNotice, DifferencesNotice, UnaskedNotice, UnseenNotice } from './consumer-notices.tsx'
import { Delay } from './delay.tsx'

export function ConsumerStatusPanel() {
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  const query = useLiveQuery(consumerStatus, { params })
  const t = useText()
  const format = useFormat()
  return (
    <Loaded query={query}>
      {status => (
        <Stack>
          <PartialNotice partial={status.partial} />
          {status.messageModel === 'BROADCASTING' && <BroadcastingNotice />}
          {status.hasUnseenClients && <UnseenNotice />}
          <DifferencesNotice differences={status.subscription.differences} />
          <UnaskedNotice unasked={status.subscription.unasked} />
          <LiveStatus
            asOf={status.asOf}
            isRefreshing={query.isFetching}
            onRefresh={() => void query.refetch()}
          />
          <FactList facts={factsOf(status, t, format)} />
          <ByTopic topics={status.topics} />
        </Stack>
      )}
    </Loaded>
  )
}

function factsOf(status: ConsumerStatus, t: Text, format: Format): Fact[] {
  const { isOnline, clients, messageModel, subscription, consumeTps, accumulated, lastConsumedAt } = status
  const isBroadcasting = messageModel === 'BROADCASTING'
  const field = (name: FieldName, value: Fact['value']): Fact => ({
    label: t(`consumers:field.${name}`),
    about: t(`consumers:about.${name}`),
    value,
  })
  return [
    field('online', <OnlineBadge isOnline={isOnline} />),
    field('consistent', <Consistency isConsistent={subscription.isConsistent} />),
    field(
      'consumeTps',
      consumeTps === null ? '–' : t('consumers:perSecond', { rate: format.rate(consumeTps) }),
    ),
    field('accumulated', isBroadcasting ? t('consumers:keptByClients') : <Figure value={accumulated} />),
    field('lastConsumedAt', lastConsumedAt ? <Time at={lastConsumedAt} /> : '–'),
    field('delay', isBroadcasting ? t('consumers:keptByClients') : <Delay {...status} />),
    field('clients', <Figure value={clients} />),
    field('model', messageModel ? t(`groups:model.${messageModel}`) : '–'),
  ]
}

type FieldName =
  | 'online'
  | 'consistent'
  | 'consumeTps'
  | 'accumulated'
  | 'lastConsumedAt'
  | 'delay'
  | 'clients'
  | 'model'

function Consistency({ isConsistent }: Pick<ConsumerStatus['subscription'], 'isConsistent'>) {
  const t = useText()
  if (isConsistent === null) return <StatusBadge tone="neutral" label={t('common:unknown')} />
  return isConsistent ? (
    <StatusBadge tone="good" label={t('consumers:consistent')} />
  ) : (
    <StatusBadge tone="bad" label={t('consumers:inconsistent')} />
  )
}

function ByTopic({ topics }: Pick<ConsumerStatus, 'topics'>) {
  const t = useText()
  if (topics.length === 0) return null
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('consumers:byTopic')}
      </Title>
      <FactList
        facts={topics.map(topic => ({
          label: topic.topic,
          value: (
            <>
              <Figure value={topic.accumulated} /> · <Delay {...topic} />
            </>
          ),
        }))}
      />
    </section>
  )
}
