import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { Disk } from '../ui/disk.tsx'
import { Figure, Rate } from '../ui/figure.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { Time } from '../ui/time.tsx'
import type { BrokerRow } from './broker-row.ts'

export const columns: readonly Column<BrokerRow>[] = [
  { id: 'cluster', header: 'clusters:one', value: ({ cluster }) => cluster, sort: true },
  {
    id: 'brokerName',
    header: 'clusters:broker.brokerName',
    value: ({ brokerName }) => brokerName,
    cell: ({ clusterId, brokerName, brokerId }) => (
      <TextLink to={paths.broker(clusterId, brokerName, 'information', brokerId)}>{brokerName}</TextLink>
    ),
    sort: true,
  },
  {
    id: 'role',
    header: 'clusters:broker.role',
    value: ({ role }) => role,
    cell: ({ role, brokerId }) => <Role role={role} brokerId={brokerId} />,
    sort: true,
  },
  {
    id: 'isOnline',
    header: 'clusters:broker.state',
    value: ({ isOnline }) => String(isOnline),
    cell: ({ isOnline }) => <OnlineBadge isOnline={isOnline} />,
    sort: true,
  },
  { id: 'addr', header: 'clusters:broker.addr', value: ({ addr }) => addr, sort: true },
  { id: 'release', header: 'clusters:broker.release', value: ({ release }) => release, sort: true },
  {
    id: 'inTps',
    header: 'clusters:broker.inTps',
    value: ({ inTps }) => inTps,
    cell: ({ inTps }) => <Rate value={inTps} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'outTps',
    header: 'clusters:broker.outTps',
    value: ({ outTps }) => outTps,
    cell: ({ outTps }) => <Rate value={outTps} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'diskRatio',
    header: 'clusters:broker.disk',
    value: ({ diskRatio }) => diskRatio,
    cell: ({ diskRatio }) => <Disk ratio={diskRatio} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'putToday',
    header: 'clusters:broker.putToday',
    value: ({ putToday }) => putToday,
    cell: ({ putToday }) => <Figure value={putToday} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'getToday',
    header: 'clusters:broker.getToday',
    value: ({ getToday }) => getToday,
    cell: ({ getToday }) => <Figure value={getToday} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'clusterName',
    header: 'clusters:broker.clusterName',
    value: ({ clusterName }) => clusterName,
    isExtra: true,
  },
  {
    id: 'bootedAt',
    header: 'clusters:broker.bootedAt',
    value: ({ bootedAt }) => bootedAt,
    cell: ({ bootedAt }) => (bootedAt ? <Time at={bootedAt} /> : '–'),
    isExtra: true,
    sort: true,
  },
]

function Role({ role, brokerId }: Pick<BrokerRow, 'role' | 'brokerId'>) {
  const t = useText()
  return <>{`${t(`clusters:role.${role}`)} (${brokerId})`}</>
}
