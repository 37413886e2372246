/** Evidence about how far and how fast: queues, rates, caches, and what clients ask for. */
import type { DiagnosisEvidence } from '@gantry/contract'
import { Delay } from '../consumers/delay.tsx'
import { useText } from '../i18n/text.ts'
import { Figure, Rate } from '../ui/figure.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { ClientLink } from './place-tables.tsx'

type Kind<K extends DiagnosisEvidence['kind']> = Extract<DiagnosisEvidence, { kind: K }>

interface Titled {
  readonly title: string
}

export function QueueTable({ title, queues }: Titled & Pick<Kind<'queues'>, 'queues'>) {
  const t = useText()
  return (
    <SmallTable
      title={title}
      head={[
        { label: t('consumers:topic') },
        { label: t('diagnosis:field.broker') },
        { label: t('consumers:queue.queueId') },
        { label: t('consumers:queue.difference'), about: t('consumers:about.difference') },
        { label: t('consumers:queue.delay') },
        { label: t('consumers:queue.client') },
      ]}
      rows={queues.map(({ topic, brokerName, queueId, difference, delayMs, isDelayAtLeast, clientId }) => ({
        key: `${topic} ${brokerName} ${queueId}`,
        cells: [
          topic,
          brokerName,
          queueId,
          <Figure key="difference" value={difference} />,
          <Delay key="delay" delayMs={delayMs} isDelayAtLeast={isDelayAtLeast} />,
          clientId === null ? '–' : <ClientLink key="client" clientId={clientId} />,
        ],
      }))}
    />
  )
}

/** Topic by topic: which clients have which tags. */
export function SubscriptionTable({
  title,
  differences,
}: Titled & Pick<Kind<'subscriptions'>, 'differences'>) {
  const t = useText()
  const rows = differences.flatMap(({ topic, variants }) =>
    variants.map(({ expression, clientIds }) => ({
      key: `${topic} ${expression ?? ''}`,
      cells: [topic, expression ?? t('consumers:notSubscribed'), clientIds.join(', ')],
    })),
  )
  return (
    <SmallTable
      title={title}
      head={[
        { label: t('consumers:topic') },
        { label: t('consumers:client.expression') },
        { label: t('diagnosis:field.clients') },
      ]}
      rows={rows}
    />
  )
}

export function RateTable({ title, rates }: Titled & Pick<Kind<'rates'>, 'rates'>) {
  const t = useText()
  return (
    <SmallTable
      title={title}
      head={[
        { label: t('consumers:topic') },
        { label: t('diagnosis:field.inTps') },
        { label: t('diagnosis:field.outTps') },
      ]}
      rows={rates.map(({ topic, inTps, outTps }) => ({
        key: topic,
        cells: [topic, <Rate key="in" value={inTps} />, <Rate key="out" value={outTps} />],
      }))}
    />
  )
}

export function CacheTable({ title, caches }: Titled & Pick<Kind<'caches'>, 'caches'>) {
  const t = useText()
  return (
    <SmallTable
      title={title}
      head={[
        { label: t('consumers:topic') },
        { label: t('diagnosis:field.broker') },
        { label: t('consumers:queue.queueId') },
        { label: t('diagnosis:field.messages') },
        { label: t('diagnosis:field.mib') },
      ]}
      rows={caches.map(({ topic, brokerName, queueId, cachedMessages, maxMessages, cachedMib, maxMib }) => ({
        key: `${topic} ${brokerName} ${queueId}`,
        cells: [
          topic,
          brokerName,
          queueId,
          `${cachedMessages} / ${maxMessages ?? '–'}`,
          `${cachedMib} / ${maxMib ?? '–'}`,
        ],
      }))}
    />
  )
}
