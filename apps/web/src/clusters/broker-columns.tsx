import { useText } from '../i18n/text.ts'
import type { Column } from '../table/column.ts'
import { Figure, Rate } from '../ui/figure.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import type { BrokerRow } from './broker-row.ts'

/** From here on a broker begins to worry about its disk: RocketMQ deletes early above `diskMaxUsedSpaceRatio`, 0.75. */
const DISK_WARNING_RATIO = 0.75

export const columns: readonly Column<BrokerRow>[] = [
  { id: 'cluster', header: 'clusters:one', value: ({ cluster }) => cluster, sort: true },
  { id: 'brokerName', header: 'clusters:broker.brokerName', value: row => row.brokerName, sort: true },
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

function Disk({ ratio }: { readonly ratio: number | null }) {
  const { percent } = useFormat()
  if (ratio === null) return '–'
  return ratio < DISK_WARNING_RATIO ? percent(ratio) : <StatusBadge tone="warning" label={percent(ratio)} />
}
