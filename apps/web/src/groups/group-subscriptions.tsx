/** Topics that a group subscribes to. */
import { groupSubscriptions, type ResponseOf } from '@gantry/contract'
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
import { OnlineBadge } from '../ui/online-badge.tsx'

type Subscription = ResponseOf<typeof groupSubscriptions>['items'][number]

const whole = (answer: ResponseOf<typeof groupSubscriptions>) => answer

const columns: readonly Column<Subscription>[] = [
  {
    id: 'topic',
    header: 'topics:column.topic',
    value: ({ topic }) => topic,
    cell: ({ topic }) => <TopicLink topic={topic} />,
    sort: true,
  },
  {
    id: 'expression',
    header: 'groups:column.expression',
    value: ({ expression }) => expression,
    sort: true,
  },
  {
    id: 'expressionType',
    header: 'groups:column.expressionType',
    value: ({ expressionType }) => expressionType,
    isExtra: true,
  },
  {
    id: 'isOnline',
    header: 'groups:column.online',
    value: ({ isOnline }) => String(isOnline),
    cell: ({ isOnline }) => <OnlineBadge isOnline={isOnline} />,
    sort: true,
  },
  {
    id: 'accumulated',
    header: 'groups:column.accumulated',
    value: ({ accumulated }) => accumulated,
    cell: ({ accumulated }) => <Figure value={accumulated} />,
    align: 'right',
    sort: true,
  },
]

function TopicLink({ topic }: { readonly topic: string }) {
  return <TextLink to={paths.topic(useParam('instanceId'), topic)}>{topic}</TextLink>
}

function NoSubscriptions() {
  const t = useText()
  return (
    <EmptyState
      icon="topic"
      title={t('groups:subscriptions.empty')}
      body={t('groups:subscriptions.emptyBody')}
    />
  )
}

export function GroupSubscriptions() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const state = useListState()
  const list = useLocalList({
    endpoint: groupSubscriptions,
    input: { params: { instanceId, group } },
    pick: whole,
    columns,
    state,
  })
  return (
    <ListShell
      label={t('groups:tab.subscriptions')}
      searchLabel={t('common:search')}
      fileName={`${group}-subscriptions`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ topic }) => topic}
      empty={<NoSubscriptions />}
    />
  )
}
