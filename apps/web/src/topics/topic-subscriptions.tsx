/** Groups that subscribe to a topic. */
import { type ResponseOf, topicSubscriptions } from '@gantry/contract'
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

type Subscription = ResponseOf<typeof topicSubscriptions>['items'][number]

const whole = (answer: ResponseOf<typeof topicSubscriptions>) => answer

const columns: readonly Column<Subscription>[] = [
  {
    id: 'group',
    header: 'groups:column.group',
    value: ({ group }) => group,
    cell: ({ group }) => <GroupLink group={group} />,
    sort: true,
  },
  {
    id: 'isOnline',
    header: 'groups:column.online',
    value: ({ isOnline }) => String(isOnline),
    cell: ({ isOnline }) => <OnlineBadge isOnline={isOnline} />,
    sort: true,
  },
  {
    id: 'clients',
    header: 'groups:column.clients',
    value: ({ clients }) => clients,
    align: 'right',
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
    id: 'messageModel',
    header: 'groups:column.messageModel',
    value: ({ messageModel }) => messageModel,
    cell: ({ messageModel }) => <Model messageModel={messageModel} />,
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

function GroupLink({ group }: { readonly group: string }) {
  return <TextLink to={paths.group(useParam('instanceId'), group)}>{group}</TextLink>
}

function Model({ messageModel }: Pick<Subscription, 'messageModel'>) {
  const t = useText()
  return <>{messageModel === null ? '–' : t(`groups:model.${messageModel}`)}</>
}

function NoSubscriptions() {
  const t = useText()
  return (
    <EmptyState
      icon="group"
      title={t('topics:subscriptions.empty')}
      body={t('topics:subscriptions.emptyBody')}
    />
  )
}

export function TopicSubscriptions() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const state = useListState()
  const list = useLocalList({
    endpoint: topicSubscriptions,
    input: { params: { instanceId, topic } },
    pick: whole,
    columns,
    state,
  })
  return (
    <ListShell
      label={t('topics:tab.subscriptions')}
      searchLabel={t('common:search')}
      fileName={`${topic}-subscriptions`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ group }) => group}
      empty={<NoSubscriptions />}
    />
  )
}
