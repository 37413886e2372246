/** How a broker does: figures, who may write to it, its replication. */
import { brokerView, brokerWritePermissionUpdate, type ResponseOf } from '@gantry/contract'
import { Group } from '@mantine/core'
import { Outlet } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { PartialNotice } from '../table/partial-notice.tsx'
import { ReplicationState, WriteState } from '../ui/broker-badges.tsx'
import { Disk } from '../ui/disk.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Figure, Rate } from '../ui/figure.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'
import { ReplicationTables } from './replication-tables.tsx'
import { useBroker } from './use-broker.ts'

export function BrokerInformation() {
  const query = useLiveQuery(brokerView, useBroker().input)
  return (
    <>
      <Loaded query={query}>
        {view => (
          <>
            <PartialNotice partial={view.partial} />
            <LiveStatus
              asOf={view.asOf}
              isRefreshing={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            <Facts view={view} />
            <WritePermission view={view} />
            <ReplicationTables view={view} />
          </>
        )}
      </Loaded>
      <Outlet />
    </>
  )
}

interface ViewProps {
  readonly view: ResponseOf<typeof brokerView>
}

function Facts({ view: { broker } }: ViewProps) {
  const t = useText()
  return (
    <FactList
      facts={[
        { label: t('brokers:column.release'), value: broker.release ?? '–' },
        { label: t('brokers:column.bootedAt'), value: broker.bootedAt ? <Time at={broker.bootedAt} /> : '–' },
        { label: t('brokers:column.disk'), value: <Disk ratio={broker.diskRatio} /> },
        { label: t('brokers:column.inTps'), value: <Rate value={broker.inTps} /> },
        { label: t('brokers:column.outTps'), value: <Rate value={broker.outTps} /> },
        { label: t('brokers:column.putToday'), value: <Figure value={broker.putToday} /> },
        { label: t('brokers:column.getToday'), value: <Figure value={broker.getToday} /> },
        {
          label: t('brokers:column.replication'),
          value: <ReplicationState replication={broker.replication} />,
        },
        { label: t('brokers:column.clusterName'), value: broker.clusterName },
      ]}
    />
  )
}

function WritePermission({ view: { broker, writePermission } }: ViewProps) {
  const t = useText()
  const { clusterId, brokerName } = useBroker()
  const refusal = useRefusal(brokerWritePermissionUpdate)
  if (writePermission.length === 0) return null
  return (
    <>
      <SmallTable
        title={t('brokers:write.title')}
        head={[{ label: t('brokers:write.nameServer') }, { label: t('brokers:column.writes') }]}
        rows={writePermission.map(({ namesrvAddr, isWritable, message }) => ({
          key: namesrvAddr,
          cells: [namesrvAddr, message ?? <WriteState key="state" isWritable={isWritable} />],
        }))}
      />
      <Group gap="xs">
        {writePermission.some(({ isWritable }) => isWritable === true) && (
          <LinkButton
            variant="default"
            to={paths.brokerWritePermission(clusterId, brokerName, false)}
            disabledReason={refusal}
          >
            {t('brokers:write.take.submit')}
          </LinkButton>
        )}
        {broker.isWritable === false && (
          <LinkButton to={paths.brokerWritePermission(clusterId, brokerName, true)} disabledReason={refusal}>
            {t('brokers:write.give.submit')}
          </LinkButton>
        )}
      </Group>
    </>
  )
}
