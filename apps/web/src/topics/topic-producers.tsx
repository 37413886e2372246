/** Producer clients connected to the brokers of a topic. */
import { type ResponseOf, topicProducers } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'

type Producer = ResponseOf<typeof topicProducers>['items'][number]

const whole = (answer: ResponseOf<typeof topicProducers>) => answer

const columns: readonly Column<Producer>[] = [
  {
    id: 'producerGroup',
    header: 'topics:producer.producerGroup',
    value: ({ producerGroup }) => producerGroup,
    sort: true,
  },
  { id: 'clientId', header: 'topics:producer.clientId', value: ({ clientId }) => clientId, sort: true },
  {
    id: 'clientAddr',
    header: 'topics:producer.clientAddr',
    value: ({ clientAddr }) => clientAddr,
    sort: true,
  },
  { id: 'language', header: 'topics:producer.language', value: ({ language }) => language, sort: true },
  { id: 'release', header: 'topics:producer.release', value: ({ release }) => release, sort: true },
]

function NoProducers() {
  const t = useText()
  return <EmptyState icon="user" title={t('topics:producer.empty')} body={t('topics:producer.emptyBody')} />
}

export function TopicProducers() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const state = useListState()
  const list = useLocalList({
    endpoint: topicProducers,
    input: { params: { instanceId, topic } },
    pick: whole,
    columns,
    state,
  })
  return (
    <ListShell
      label={t('topics:tab.producers')}
      searchLabel={t('common:search')}
      fileName={`${topic}-producers`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ producerGroup, clientId }) => `${producerGroup} ${clientId}`}
      empty={<NoProducers />}
    />
  )
}
