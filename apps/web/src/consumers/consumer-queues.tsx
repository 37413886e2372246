/** How far a group is in each queue. */
import { consumerProgress, type QueueProgress, type ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Figure } from '../ui/figure.tsx'
import { Time } from '../ui/time.tsx'
import { Delay } from './delay.tsx'

type Progress = ResponseOf<typeof consumerProgress>

const whole = (answer: Progress) => answer

const columns: readonly Column<QueueProgress>[] = [
  { id: 'topic', header: 'consumers:queue.topic', value: ({ topic }) => topic, sort: true },
  { id: 'brokerName', header: 'consumers:queue.broker', value: row => row.brokerName, sort: true },
  { id: 'queueId', header: 'consumers:queue.queueId', value: row => row.queueId, align: 'right', sort: true },
  figure('brokerOffset'),
  figure('consumerOffset'),
  figure('difference'),
  {
    id: 'delay',
    header: 'consumers:queue.delay',
    about: 'consumers:about.delay',
    value: ({ delayMs }) => delayMs,
    cell: row => <Delay {...row} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'clientId',
    header: 'consumers:queue.client',
    about: 'consumers:about.client',
    value: ({ clientId }) => clientId,
    cell: ({ clientId }) => (clientId === null ? '–' : <ClientLink clientId={clientId} />),
    sort: true,
  },
  time('lastConsumedAt', 'consumers:queue.lastConsumedAt', 'consumers:about.lastConsumedAt'),
  time('oldestStoredAt', 'consumers:queue.oldest', 'consumers:about.span'),
  time('newestStoredAt', 'consumers:queue.newest', 'consumers:about.span'),
]

function figure(id: 'brokerOffset' | 'consumerOffset' | 'difference'): Column<QueueProgress> {
  return {
    id,
    header: `consumers:queue.${id}`,
    about: `consumers:about.${id}`,
    value: row => row[id],
    cell: row => <Figure value={row[id]} />,
    align: 'right',
    sort: true,
  }
}

function time(
  id: 'lastConsumedAt' | 'oldestStoredAt' | 'newestStoredAt',
  header: Column<QueueProgress>['header'],
  about: Column<QueueProgress>['header'],
): Column<QueueProgress> {
  return {
    id,
    header,
    about,
    value: row => row[id],
    cell: row => {
      const at = row[id]
      return at === null ? '–' : <Time at={at} />
    },
    sort: true,
  }
}

function ClientLink({ clientId }: { readonly clientId: string }) {
  const to = paths.client(useParam('instanceId'), useParam('group'), clientId)
  return <TextLink to={to}>{clientId}</TextLink>
}

function NoQueues() {
  const t = useText()
  return (
    <EmptyState
      icon="topic"
      title={t('consumers:queue.empty')}
      body={`${t('consumers:queue.emptyBody')} ${t('consumers:broadcasting')}.`}
    />
  )
}

export function ConsumerQueues() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const state = useListState()
  const list = useLocalList({
    endpoint: consumerProgress,
    input: { params: { instanceId, group } },
    pick: whole,
    columns,
    state,
  })
  return (
    <ListShell
      label={t('groups:tab.queues')}
      searchLabel={t('consumers:queue.search')}
      fileName={`${group}-progress`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ topic, brokerName, queueId }) => `${topic} ${brokerName} ${queueId}`}
      empty={<NoQueues />}
    />
  )
}
