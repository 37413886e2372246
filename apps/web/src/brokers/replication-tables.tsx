import type { brokerView, Int64, ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { FactList } from '../ui/fact-list.tsx'
import { Figure } from '../ui/figure.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'

interface ViewProps {
  readonly view: ResponseOf<typeof brokerView>
}

/** Who follows a master, whom a replica follows, and what controllers say of both. */
export function ReplicationTables({ view }: ViewProps) {
  return (
    <>
      <Replicas view={view} />
      <Source view={view} />
      <Controller view={view} />
    </>
  )
}

function Replicas({ view: { replication } }: ViewProps) {
  const t = useText()
  return (
    <SmallTable
      title={t('brokers:ha.replicas')}
      head={[
        { label: t('brokers:column.addr') },
        { label: t('brokers:column.state') },
        { label: t('brokers:ha.behind') },
        { label: t('brokers:ha.ackOffset') },
        { label: t('brokers:ha.speed') },
      ]}
      rows={(replication?.replicas ?? []).map(replica => ({
        key: replica.addr,
        cells: [
          replica.addr,
          <InSync key="state" isInSync={replica.isInSync} />,
          <Bytes key="behind" value={replica.behindBytes} />,
          <Figure key="offset" value={replica.ackOffset} />,
          <Bytes key="speed" value={replica.bytesPerSecond} />,
        ],
      }))}
    />
  )
}

function Source({ view: { replication } }: ViewProps) {
  const t = useText()
  const source = replication?.source
  if (!source) return null
  return (
    <FactList
      facts={[
        { label: t('brokers:ha.master'), value: source.masterAddr ?? '–' },
        { label: t('brokers:ha.ackOffset'), value: <Figure value={source.maxOffset} /> },
        { label: t('brokers:ha.speed'), value: <Bytes value={source.bytesPerSecond} /> },
        {
          label: t('brokers:ha.lastReadAt'),
          value: source.lastReadAt ? <Time at={source.lastReadAt} /> : '–',
        },
      ]}
    />
  )
}

function Controller({ view: { syncState } }: ViewProps) {
  const t = useText()
  if (syncState === null) return null
  const rows = [
    ...syncState.inSync.map(replica => ({ ...replica, isInSync: true })),
    ...syncState.notInSync.map(replica => ({ ...replica, isInSync: false })),
  ]
  return (
    <>
      <FactList
        facts={[
          { label: t('brokers:ha.controller'), value: syncState.controllerAddr },
          { label: t('brokers:ha.master'), value: syncState.masterAddr ?? t('brokers:ha.noMaster') },
          { label: t('brokers:ha.masterEpoch'), value: syncState.masterEpoch },
        ]}
      />
      <SmallTable
        title={t('brokers:ha.syncStateSet')}
        head={[
          { label: t('brokers:ha.brokerId') },
          { label: t('brokers:column.addr') },
          { label: t('brokers:column.state') },
          { label: t('brokers:ha.sync') },
        ]}
        rows={rows.map(({ brokerId, addr, isAlive, isInSync }) => ({
          key: `${brokerId} ${addr}`,
          cells: [
            brokerId,
            addr,
            <OnlineBadge key="alive" isOnline={isAlive} />,
            <InSync key="sync" isInSync={isInSync} />,
          ],
        }))}
      />
    </>
  )
}

function InSync({ isInSync }: { readonly isInSync: boolean }) {
  const t = useText()
  return (
    <StatusBadge
      tone={isInSync ? 'good' : 'warning'}
      label={t(isInSync ? 'brokers:ha.inSync' : 'brokers:ha.notInSync')}
    />
  )
}

function Bytes({ value }: { readonly value: Int64 }) {
  const { bytes } = useFormat()
  return <>{bytes(Number(value))}</>
}
