/** What a finding was told from, by its kind. */
import type { DiagnosisEvidence } from '@gantry/contract'
import { Text } from '@mantine/core'
import { ThreadStack } from '../consumers/thread-stack.tsx'
import { useText } from '../i18n/text.ts'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { Figure } from '../ui/figure.tsx'
import { Time } from '../ui/time.tsx'
import { BrokerTable, ClientTable, HolderTable } from './place-tables.tsx'
import { CacheTable, QueueTable, RateTable, SubscriptionTable } from './progress-tables.tsx'

interface EvidenceProps {
  /** Title of the finding. */
  readonly of: string
  readonly evidence: DiagnosisEvidence
}

export function Evidence({ of, evidence }: EvidenceProps) {
  const t = useText()
  if (evidence.kind === 'deadLetters') return <DeadLetters {...evidence} />
  if (evidence.kind === 'threads') {
    return evidence.threads.map(thread => (
      <ThreadStack key={`${thread.threadId ?? ''} ${thread.name}`} thread={thread} />
    ))
  }
  const title = t('diagnosis:evidenceOf', { rule: of, what: t(`diagnosis:what.${evidence.kind}`) })
  switch (evidence.kind) {
    case 'brokers':
      return <BrokerTable title={title} brokers={evidence.brokers} />
    case 'clients':
      return <ClientTable title={title} clients={evidence.clients} />
    case 'holders':
      return <HolderTable title={title} holders={evidence.holders} />
    case 'queues':
      return (
        <>
          <QueueTable title={title} queues={evidence.queues} />
          {evidence.others > 0 && (
            <Text size="sm">{t('diagnosis:moreQueues', { count: evidence.others })}</Text>
          )}
        </>
      )
    case 'subscriptions':
      return <SubscriptionTable title={title} differences={evidence.differences} />
    case 'caches':
      return <CacheTable title={title} caches={evidence.caches} />
    case 'rates':
      return <RateTable title={title} rates={evidence.rates} />
  }
}

function DeadLetters({ count, newestAt }: Extract<DiagnosisEvidence, { kind: 'deadLetters' }>) {
  const t = useText()
  const facts: Fact[] = [
    { label: t('diagnosis:rule.DEAD_LETTERS'), value: <Figure value={count} /> },
    { label: t('diagnosis:field.newestAt'), value: newestAt === null ? '–' : <Time at={newestAt} /> },
  ]
  return <FactList facts={facts} />
}
