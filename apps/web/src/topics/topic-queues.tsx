/** Queues of a topic with what is stored in each. */
import { type ResponseOf, topicView } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Figure } from '../ui/figure.tsx'
import { Time } from '../ui/time.tsx'

type Queue = ResponseOf<typeof topicView>['queues'][number]

const pickQueues = ({ queues, asOf }: ResponseOf<typeof topicView>) => ({ items: queues, asOf })

const columns: readonly Column<Queue>[] = [
  {
    id: 'brokerName',
    header: 'topics:queue.brokerName',
    value: ({ brokerName }) => brokerName,
    sort: true,
  },
  {
    id: 'queueId',
    header: 'topics:queue.queueId',
    value: ({ queueId }) => queueId,
    align: 'right',
    sort: true,
  },
  {
    id: 'minOffset',
    header: 'topics:queue.minOffset',
    value: ({ minOffset }) => minOffset,
    cell: ({ minOffset }) => <Figure value={minOffset} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'maxOffset',
    header: 'topics:queue.maxOffset',
    value: ({ maxOffset }) => maxOffset,
    cell: ({ maxOffset }) => <Figure value={maxOffset} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'stored',
    header: 'topics:queue.stored',
    value: stored,
    cell: queue => <Figure value={stored(queue)} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'lastUpdateAt',
    header: 'topics:queue.lastUpdateAt',
    value: ({ lastUpdateAt }) => lastUpdateAt,
    cell: ({ lastUpdateAt }) => (lastUpdateAt ? <Time at={lastUpdateAt} /> : '–'),
    sort: true,
  },
]

function stored({ minOffset, maxOffset }: Queue): string {
  return (BigInt(maxOffset) - BigInt(minOffset)).toString()
}

function NoQueues() {
  const t = useText()
  return <EmptyState icon="topic" title={t('topics:queue.empty')} body={t('topics:queue.emptyBody')} />
}

export function TopicQueues() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const state = useListState()
  const list = useLocalList({
    endpoint: topicView,
    input: { params: { instanceId, topic } },
    pick: pickQueues,
    columns,
    state,
  })
  return (
    <ListShell
      label={t('topics:tab.queues')}
      searchLabel={t('common:search')}
      fileName={`${topic}-queues`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ brokerName, queueId }) => `${brokerName} ${queueId}`}
      empty={<NoQueues />}
    />
  )
}
