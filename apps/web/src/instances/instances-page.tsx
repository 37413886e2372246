/** Instances of all clusters. */
import { type Instance, instanceList } from '@gantry/contract'
import { Group, Text } from '@mantine/core'
import { Outlet } from 'react-router'
import { call } from '../api/call.ts'
import { useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { Trend } from '../table/trend.tsx'
import { useList } from '../table/use-list.ts'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Figure } from '../ui/figure.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { GrantedInPart } from './granted-in-part.tsx'
import { InstanceState } from './instance-state.tsx'
import { InstanceType } from './instance-type.tsx'
import { RateUsage, TopicUsage } from './usage.tsx'

function useInstances(state: ListControls) {
  return useList({
    key: [instanceList.id],
    state,
    load: (query, init) => call(instanceList, { query }, init),
  })
}

const columns: readonly Column<Instance>[] = [
  {
    id: 'name',
    header: 'instances:column.name',
    value: ({ name }) => name,
    cell: instance => <NameAndId {...instance} />,
    sort: true,
  },
  {
    id: 'instanceId',
    header: 'instances:column.instanceId',
    value: ({ instanceId }) => instanceId,
    sort: true,
    isExtra: true,
  },
  {
    id: 'accountId',
    header: 'accounts:tenants.accountId',
    value: ({ accountId }) => accountId,
    isExtra: true,
  },
  {
    id: 'hasNamespace',
    header: 'instances:column.type',
    value: ({ hasNamespace }) => String(hasNamespace),
    cell: instance => <InstanceType {...instance} />,
    isExtra: true,
  },
  {
    id: 'clusterName',
    header: 'instances:column.cluster',
    value: ({ clusterName }) => clusterName,
    sort: true,
  },
  {
    id: 'state',
    header: 'instances:column.state',
    value: ({ state }) => state,
    cell: ({ state }) => <InstanceState state={state} />,
  },
  {
    id: 'topicsUsed',
    header: 'instances:column.topics',
    value: ({ topicsUsed }) => topicsUsed,
    cell: ({ topicsUsed, specification }) => (
      <TopicUsage used={topicsUsed} limit={specification?.maxTopics} />
    ),
    align: 'right',
  },
  {
    id: 'groups',
    header: 'instances:column.groups',
    value: ({ groups }) => groups,
    cell: ({ groups }) => <Figure value={groups} />,
    align: 'right',
  },
  {
    id: 'inTps',
    header: 'instances:column.inTps',
    value: ({ inTps }) => inTps,
    cell: ({ inTps, specification }) => <RateUsage rate={inTps} limit={specification?.inboundTps} />,
    align: 'right',
  },
  {
    id: 'outTps',
    header: 'instances:column.outTps',
    value: ({ outTps }) => outTps,
    cell: ({ outTps, specification }) => <RateUsage rate={outTps} limit={specification?.outboundTps} />,
    align: 'right',
  },
  {
    id: 'recent',
    header: 'instances:column.recent',
    value: () => null,
    cell: ({ instanceId }) => <Trend of="instances" name={instanceId} />,
    isPicture: true,
  },
  {
    id: 'createdAt',
    header: 'instances:column.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Time at={createdAt} />,
    sort: true,
    isExtra: true,
  },
  {
    id: 'description',
    header: 'instances:column.description',
    value: ({ description }) => description,
    isExtra: true,
  },
]

function NameAndId({ name, instanceId, isGranted }: Pick<Instance, 'name' | 'instanceId' | 'isGranted'>) {
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <TextLink to={paths.topics(instanceId)}>{name}</TextLink>
        {isGranted && <GrantedInPart />}
      </Group>
      <Text size="xs" c="dimmed">
        {instanceId}
      </Text>
    </>
  )
}

function NoInstances() {
  const t = useText()
  const mayCreate = useRefusal('instanceCreate') === undefined
  return (
    <EmptyState
      icon="instance"
      title={t('instances:empty')}
      body={t(mayCreate ? 'instances:emptyBody' : 'instances:emptyAsk')}
      action={mayCreate && <CreateInstance />}
    />
  )
}

function CreateInstance() {
  const t = useText()
  return (
    <LinkButton
      to={paths.instanceCreate()}
      needs="instanceCreate"
      leftSection={<Icon name="add" size={16} />}
    >
      {t('instances:create.title')}
    </LinkButton>
  )
}

function InstanceMenu({ instance: { instanceId, name } }: { readonly instance: Instance }) {
  const t = useText()
  return (
    <RowMenu
      of={name}
      actions={[
        { label: t('common:details'), to: paths.instance(instanceId) },
        { label: t('topics:title'), to: paths.topics(instanceId) },
        { label: t('groups:title'), to: paths.groups(instanceId) },
        {
          label: t('instances:update.title'),
          to: paths.instanceUpdate(instanceId),
          needs: 'instanceUpdate',
          instanceId,
        },
        {
          label: t('instances:delete.title'),
          to: paths.instanceDelete(instanceId),
          needs: 'instanceDelete',
          instanceId,
          isDestructive: true,
        },
      ]}
    />
  )
}

export function InstancesPage() {
  const t = useText()
  const state = useListState()
  const list = useInstances(state)
  return (
    <Page title={t('instances:title')} description={t('instances:about')} actions={<CreateInstance />}>
      <ListShell
        label={t('instances:title')}
        searchLabel={t('instances:search')}
        fileName="instances"
        list={list}
        state={state}
        columns={columns}
        rowKey={({ instanceId }) => instanceId}
        rowActions={instance => <InstanceMenu instance={instance} />}
        empty={<NoInstances />}
      />
      <Outlet />
    </Page>
  )
}
