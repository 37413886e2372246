/** What one client says of itself: how it is set, what it subscribes to, how fast it is, what it holds. */
import { type ConsumerClientView, consumerClientView } from '@gantry/contract'
import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLiveQuery } from '../api/use-live-query.ts'
import { type Text, useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'

export function ClientInformation() {
  const t = useText()
  const params = {
    instanceId: useParam('instanceId'),
    group: useParam('group'),
    clientId: useParam('clientId'),
  }
  const query = useLiveQuery(consumerClientView, { params })
  return (
    <Loaded query={query}>
      {view => (
        <Stack>
          <LiveStatus
            asOf={view.asOf}
            isRefreshing={query.isFetching}
            onRefresh={() => void query.refetch()}
          />
          <FactList facts={factsOf(view, t)} />
          <Topics view={view} />
          <Subscriptions view={view} />
          <Queues view={view} />
          <Properties view={view} />
        </Stack>
      )}
    </Loaded>
  )
}

interface ViewProps {
  readonly view: ConsumerClientView
}

function factsOf(view: ConsumerClientView, t: Text): Fact[] {
  const { client, startedAt, consumeThreads, consumeType, isOrdered, cachedMessages, cachedMib } = view
  return [
    { label: t('consumers:client.clientAddr'), value: client.clientAddr },
    { label: t('consumers:client.host'), value: client.host ?? '–' },
    { label: t('consumers:client.processId'), value: client.processId ?? '–' },
    {
      label: t('consumers:client.language'),
      value: client.release === null ? client.language : `${client.language} ${client.release}`,
    },
    {
      label: t('consumers:client.startedAt'),
      about: t('consumers:about.startedAt'),
      value: timeOf(startedAt),
    },
    {
      label: t('consumers:client.threads'),
      about: t('consumers:about.threads'),
      value: consumeThreads ?? '–',
    },
    {
      label: t('consumers:client.cached'),
      about: t('consumers:about.cached'),
      value: t('consumers:client.cachedSize', { count: cachedMessages, mib: cachedMib }),
    },
    { label: t('consumers:client.consumeType'), value: consumeType ?? '–' },
    {
      label: t('consumers:client.ordered'),
      value: isOrdered === null ? '–' : t(isOrdered ? 'consumers:client.yes' : 'consumers:client.no'),
    },
  ]
}

function timeOf(at: string | null): ReactNode {
  return at ? <Time at={at} /> : '–'
}

function Topics({ view: { topics } }: ViewProps) {
  const t = useText()
  const { rate, count } = useFormat()
  return (
    <SmallTable
      title={t('consumers:client.topics')}
      head={[
        { label: t('consumers:topic') },
        { label: t('consumers:client.pullRt'), about: t('consumers:about.pullRt') },
        { label: t('consumers:client.pullTps'), about: t('consumers:about.pullTps') },
        { label: t('consumers:client.consumeRt'), about: t('consumers:about.consumeRt') },
        { label: t('consumers:client.okTps'), about: t('consumers:about.okTps') },
        { label: t('consumers:client.failedTps'), about: t('consumers:about.failedTps') },
        { label: t('consumers:client.failedInLastHour'), about: t('consumers:about.failedInLastHour') },
      ]}
      rows={topics.map(topic => ({
        key: topic.topic,
        cells: [
          topic.topic,
          rate(topic.pullRtMs),
          rate(topic.pullTps),
          rate(topic.consumeRtMs),
          rate(topic.consumeOkTps),
          rate(topic.consumeFailedTps),
          count(topic.failedInLastHour),
        ],
      }))}
    />
  )
}

function Subscriptions({ view: { subscriptions } }: ViewProps) {
  const t = useText()
  return (
    <SmallTable
      title={t('consumers:client.subscriptions')}
      head={[{ label: t('consumers:topic') }, { label: t('consumers:client.expression') }]}
      rows={subscriptions.map(({ topic, expression }) => ({ key: topic, cells: [topic, expression] }))}
    />
  )
}

function Queues({ view: { queues } }: ViewProps) {
  const t = useText()
  const { count } = useFormat()
  return (
    <SmallTable
      title={t('consumers:client.queues')}
      head={[
        { label: t('consumers:topic') },
        { label: t('consumers:queue.broker') },
        { label: t('consumers:queue.queueId') },
        { label: t('consumers:client.cached'), about: t('consumers:about.cached') },
        { label: t('consumers:client.lastPulledAt') },
        { label: t('consumers:queue.lastConsumedAt') },
      ]}
      rows={queues.map(queue => ({
        key: `${queue.topic} ${queue.brokerName} ${queue.queueId}`,
        cells: [
          queue.topic,
          queue.brokerName,
          queue.queueId,
          count(queue.cachedMessages),
          timeOf(queue.lastPulledAt),
          timeOf(queue.lastConsumedAt),
        ],
      }))}
    />
  )
}

function Properties({ view: { properties } }: ViewProps) {
  const t = useText()
  return (
    <SmallTable
      title={t('consumers:client.properties')}
      head={[{ label: t('consumers:client.property') }, { label: t('consumers:client.value') }]}
      rows={properties.map(({ name, value }) => ({ key: name, cells: [name, value] }))}
    />
  )
}
