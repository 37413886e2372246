/** Groups of an instance, by protocol. */
import { type Group, groupList, PROTOCOLS } from '@gantry/contract'
import { Outlet } from 'react-router'
import { call } from '../api/call.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { RouteTabs } from '../links/route-tabs.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { Trend } from '../table/trend.tsx'
import { useList } from '../table/use-list.ts'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Figure, Rate } from '../ui/figure.tsx'
import { Icon } from '../ui/icon.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { Accumulated } from './accumulated.tsx'
import { groupActions } from './group-actions.ts'
import { GroupLink } from './group-link.tsx'
import { GroupState } from './group-state.tsx'
import { Maker } from './maker.tsx'
import { MessageModel } from './message-model.tsx'
import { protocolOf } from './protocol-of.ts'
import { useGroupCreateRefusal } from './use-group-create-refusal.ts'

function useGroups(instanceId: string, state: ListControls) {
  const protocol = protocolOf(state.filter('protocol'))
  return useList({
    key: [groupList.id, instanceId, protocol],
    state,
    load: (query, init) => call(groupList, { params: { instanceId }, query: { ...query, protocol } }, init),
  })
}

const columns: readonly Column<Group>[] = [
  {
    id: 'group',
    header: 'groups:column.group',
    value: ({ group }) => group,
    cell: ({ group }) => <GroupLink group={group} />,
    sort: true,
  },
  {
    id: 'state',
    header: 'groups:column.state',
    value: ({ state }) => state,
    cell: ({ state }) => <GroupState state={state} />,
    sort: true,
  },
  {
    id: 'isOnline',
    header: 'groups:column.online',
    value: ({ isOnline }) => (isOnline === null ? null : String(isOnline)),
    cell: ({ isOnline }) => <OnlineBadge isOnline={isOnline} />,
    sort: true,
  },
  {
    id: 'clients',
    header: 'groups:column.clients',
    value: ({ clients }) => clients,
    cell: ({ clients }) => <Figure value={clients} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'accumulated',
    header: 'groups:column.accumulated',
    value: ({ accumulated }) => accumulated,
    cell: group => <Accumulated {...group} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'consumeTps',
    header: 'groups:column.consumeTps',
    value: ({ consumeTps }) => consumeTps,
    cell: ({ consumeTps }) => <Rate value={consumeTps} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'recent',
    header: 'groups:column.recent',
    value: () => null,
    cell: ({ group }) => <GroupTrend group={group} />,
    isPicture: true,
  },
  {
    id: 'lastConsumedAt',
    header: 'groups:column.lastConsumedAt',
    value: ({ lastConsumedAt }) => lastConsumedAt,
    cell: ({ lastConsumedAt }) => (lastConsumedAt ? <Time at={lastConsumedAt} /> : '–'),
    sort: true,
  },
  {
    id: 'messageModel',
    header: 'groups:column.messageModel',
    value: ({ messageModel }) => messageModel,
    cell: ({ messageModel }) => <MessageModel messageModel={messageModel} />,
    isExtra: true,
  },
  {
    id: 'description',
    header: 'groups:column.description',
    value: ({ description }) => description,
    isExtra: true,
  },
  {
    id: 'createdAt',
    header: 'groups:column.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => (createdAt ? <Time at={createdAt} /> : '–'),
    sort: true,
    isExtra: true,
  },
  {
    id: 'madeByAccount',
    header: 'groups:column.madeBy',
    value: ({ madeByAccount }) => madeByAccount,
    cell: group => <Maker {...group} />,
    isExtra: true,
  },
  { id: 'wireGroup', header: 'groups:column.wireGroup', value: ({ wireGroup }) => wireGroup, isExtra: true },
]

function GroupTrend({ group }: Pick<Group, 'group'>) {
  return <Trend of="groups" instanceId={useParam('instanceId')} name={group} />
}

function NoGroups({ createPath }: { readonly createPath: string }) {
  const t = useText()
  return (
    <EmptyState
      icon="group"
      title={t('groups:empty')}
      body={t('groups:emptyBody')}
      action={<CreateGroup to={createPath} />}
    />
  )
}

function CreateGroup({ to }: { readonly to: string }) {
  const t = useText()
  return (
    <LinkButton
      to={to}
      disabledReason={useGroupCreateRefusal(useParam('instanceId'))}
      leftSection={<Icon name="add" size={16} />}
    >
      {t('groups:create.title')}
    </LinkButton>
  )
}

function GroupMenu({ group }: { readonly group: Group }) {
  return <RowMenu of={group.group} actions={groupActions(useParam('instanceId'), group, useText())} />
}

export function GroupsPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const state = useListState()
  const list = useGroups(instanceId, state)
  const protocol = protocolOf(state.filter('protocol'))
  const createPath = paths.groupCreate(instanceId, protocol)
  return (
    <Page title={t('groups:title')} description={t('groups:about')} actions={<CreateGroup to={createPath} />}>
      <RouteTabs
        label={t('groups:protocols')}
        tabs={PROTOCOLS.map(name => ({
          label: t(`groups:protocol.${name}`),
          to: paths.groups(instanceId, name),
          isCurrent: name === protocol,
        }))}
      />
      <ListShell
        label={t(`groups:protocol.${protocol}`)}
        searchLabel={t('groups:search')}
        fileName={`${instanceId}-groups-${protocol.toLowerCase()}`}
        list={list}
        state={state}
        columns={columns}
        rowKey={({ group }) => group}
        rowActions={group => <GroupMenu group={group} />}
        empty={<NoGroups createPath={createPath} />}
      />
      <Outlet />
    </Page>
  )
}
