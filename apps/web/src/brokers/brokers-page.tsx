/** The brokers of one cluster. */
import { type BrokerInList, brokerList, clusterView } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { ReplicationState, WriteState } from '../ui/broker-badges.tsx'
import { Disk } from '../ui/disk.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Rate } from '../ui/figure.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'

const pickBrokers = <A extends { readonly items: readonly BrokerInList[] }>(answer: A): A => answer

const columns: readonly Column<BrokerInList>[] = [
  {
    id: 'brokerName',
    header: 'brokers:column.brokerName',
    value: ({ brokerName }) => brokerName,
    cell: broker => <BrokerLink broker={broker} />,
    sort: true,
  },
  {
    id: 'role',
    header: 'brokers:column.role',
    value: ({ role, brokerId }) => `${role} ${brokerId}`,
    cell: broker => <Role broker={broker} />,
    sort: true,
  },
  {
    id: 'isOnline',
    header: 'brokers:column.state',
    value: ({ isOnline }) => String(isOnline),
    cell: ({ isOnline }) => <OnlineBadge isOnline={isOnline} />,
    sort: true,
  },
  {
    id: 'isWritable',
    header: 'brokers:column.writes',
    about: 'brokers:about.writes',
    value: ({ isWritable }) => (isWritable === null ? null : String(isWritable)),
    cell: ({ isWritable }) => <WriteState isWritable={isWritable} />,
    sort: true,
  },
  {
    id: 'diskRatio',
    header: 'brokers:column.disk',
    value: ({ diskRatio }) => diskRatio,
    cell: ({ diskRatio }) => <Disk ratio={diskRatio} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'replication',
    header: 'brokers:column.replication',
    value: ({ replication }) => replication && replication.inSync - replication.replicas,
    cell: ({ replication }) => <ReplicationState replication={replication} />,
    sort: true,
  },
  { id: 'release', header: 'brokers:column.release', value: ({ release }) => release, sort: true },
  { id: 'addr', header: 'brokers:column.addr', value: ({ addr }) => addr, sort: true },
  {
    id: 'inTps',
    header: 'brokers:column.inTps',
    value: ({ inTps }) => inTps,
    cell: ({ inTps }) => <Rate value={inTps} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'outTps',
    header: 'brokers:column.outTps',
    value: ({ outTps }) => outTps,
    cell: ({ outTps }) => <Rate value={outTps} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'bootedAt',
    header: 'brokers:column.bootedAt',
    value: ({ bootedAt }) => bootedAt,
    cell: ({ bootedAt }) => (bootedAt ? <Time at={bootedAt} /> : '–'),
    isExtra: true,
    sort: true,
  },
]

function BrokerLink({ broker: { brokerName, brokerId } }: { readonly broker: BrokerInList }) {
  const clusterId = useParam('clusterId')
  return <TextLink to={paths.broker(clusterId, brokerName, 'information', brokerId)}>{brokerName}</TextLink>
}

function Role({ broker: { role, brokerId } }: { readonly broker: BrokerInList }) {
  const t = useText()
  return <>{`${t(`brokers:role.${role}`)} (${brokerId})`}</>
}

function NoBrokers() {
  const t = useText()
  return <EmptyState icon="cluster" title={t('brokers:empty')} body={t('brokers:emptyBody')} />
}

export function BrokersPage() {
  const t = useText()
  const clusterId = useParam('clusterId')
  const state = useListState()
  const { data } = useQuery(read(clusterView, { params: { clusterId } }))
  const input = { params: { clusterId } }
  const list = useLocalList({ endpoint: brokerList, input, pick: pickBrokers, columns, state })
  return (
    <Page
      title={data?.cluster.name ?? t('brokers:title')}
      crumbs={<Crumbs crumbs={[{ label: t('clusters:title'), to: paths.clusters() }]} />}
      description={t('brokers:about.page')}
    >
      <ListShell
        label={t('brokers:title')}
        searchLabel={t('brokers:search')}
        fileName="brokers"
        list={list}
        state={state}
        columns={columns}
        rowKey={({ brokerName, brokerId, addr }) => `${brokerName} ${brokerId} ${addr}`}
        empty={<NoBrokers />}
      />
    </Page>
  )
}
