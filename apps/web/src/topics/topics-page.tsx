/** Topics of an instance. */
import { type Topic, topicList } from '@gantry/contract'
import { MESSAGE_TYPES } from '@gantry/rules'
import { NativeSelect } from '@mantine/core'
import { Outlet } from 'react-router'
import { call } from '../api/call.ts'
import { useSeesWhole } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { Trend } from '../table/trend.tsx'
import { useList } from '../table/use-list.ts'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { MessageType } from './message-type.tsx'
import { permissionText } from './permission.ts'
import { topicActions } from './topic-actions.ts'
import { TopicLink } from './topic-link.tsx'
import { TopicState } from './topic-state.tsx'

function useTopics(instanceId: string, state: ListControls) {
  const messageType = MESSAGE_TYPES.find(type => type === state.filter('messageType'))
  return useList({
    key: [topicList.id, instanceId, messageType],
    state,
    load: (query, init) =>
      call(
        topicList,
        { params: { instanceId }, query: { ...query, ...(messageType && { messageType }) } },
        init,
      ),
  })
}

const columns: readonly Column<Topic>[] = [
  {
    id: 'topic',
    header: 'topics:column.topic',
    value: ({ topic }) => topic,
    cell: ({ topic }) => <TopicLink topic={topic} />,
    sort: true,
  },
  {
    id: 'messageType',
    header: 'topics:column.messageType',
    value: ({ messageType }) => messageType,
    cell: ({ messageType }) => <MessageType messageType={messageType} />,
    sort: true,
  },
  {
    id: 'state',
    header: 'topics:column.state',
    value: ({ state }) => state,
    cell: ({ state }) => <TopicState state={state} />,
    sort: true,
  },
  { id: 'description', header: 'topics:column.description', value: ({ description }) => description },
  {
    id: 'writeQueueNums',
    header: 'topics:column.queues',
    value: ({ writeQueueNums }) => writeQueueNums,
    align: 'right',
    sort: true,
  },
  {
    id: 'recent',
    header: 'topics:column.recent',
    value: () => null,
    cell: ({ topic }) => <TopicTrend topic={topic} />,
    isPicture: true,
  },
  {
    id: 'createdAt',
    header: 'topics:column.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => (createdAt ? <Time at={createdAt} /> : '–'),
    sort: true,
  },
  { id: 'perm', header: 'topics:column.perm', value: ({ perm }) => permissionText(perm), isExtra: true },
  {
    id: 'brokerNames',
    header: 'topics:column.brokers',
    value: ({ brokerNames }) => brokerNames.join(' '),
    isExtra: true,
  },
  { id: 'wireTopic', header: 'topics:column.wireTopic', value: ({ wireTopic }) => wireTopic, isExtra: true },
]

function TopicTrend({ topic }: Pick<Topic, 'topic'>) {
  return <Trend of="topics" instanceId={useParam('instanceId')} name={topic} />
}

function NoTopics({ instanceId }: { readonly instanceId: string }) {
  const t = useText()
  const seesWhole = useSeesWhole(instanceId)
  if (!seesWhole) {
    return <EmptyState icon="topic" title={t('topics:emptyInPart')} body={t('topics:emptyInPartBody')} />
  }
  return (
    <EmptyState
      icon="topic"
      title={t('topics:empty')}
      body={t('topics:emptyBody')}
      action={
        <LinkButton needs="topicCreate" to={paths.topicCreate(instanceId)}>
          {t('topics:create.title')}
        </LinkButton>
      }
    />
  )
}

function TopicMenu({ topic }: { readonly topic: Topic }) {
  return <RowMenu of={topic.topic} actions={topicActions(useParam('instanceId'), topic, useText())} />
}

function TypeFilter({ state }: { readonly state: ListControls }) {
  const t = useText()
  return (
    <NativeSelect
      aria-label={t('topics:column.messageType')}
      value={state.filter('messageType') ?? ''}
      onChange={event => state.change({ messageType: event.currentTarget.value })}
      data={[
        { value: '', label: t('topics:allTypes') },
        ...MESSAGE_TYPES.map(value => ({ value, label: t(`topics:type.${value}`) })),
      ]}
    />
  )
}

export function TopicsPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const state = useListState()
  const list = useTopics(instanceId, state)
  return (
    <Page
      title={t('topics:title')}
      description={t('topics:about')}
      actions={
        <LinkButton
          needs="topicCreate"
          to={paths.topicCreate(instanceId)}
          leftSection={<Icon name="add" size={16} />}
        >
          {t('topics:create.title')}
        </LinkButton>
      }
    >
      <ListShell
        label={t('topics:title')}
        searchLabel={t('topics:search')}
        fileName={`${instanceId}-topics`}
        list={list}
        state={state}
        columns={columns}
        rowKey={({ topic }) => topic}
        rowActions={topic => <TopicMenu topic={topic} />}
        filters={<TypeFilter state={state} />}
        filterNames={['messageType']}
        empty={<NoTopics instanceId={instanceId} />}
      />
      <Outlet />
    </Page>
  )
}
