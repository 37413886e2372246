import type { overviewView, ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import { PartialNotice } from '../table/partial-notice.tsx'
import { ReplicationState, WriteState } from '../ui/broker-badges.tsx'
import { Disk } from '../ui/disk.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { Part } from './part.tsx'

type Clusters = ResponseOf<typeof overviewView>['clusters']

/** Every broker: up, who writes to it, its disk, its replicas, its version. */
export function BrokersPart({ clusters }: { readonly clusters: Clusters }) {
  const t = useText()
  return clusters.map(({ clusterId, name, brokers, partial, asOf }) => (
    <div key={clusterId}>
      <PartialNotice partial={partial} />
      <Part
        title={`${t('overview:brokers')}: ${name}`}
        asOf={asOf}
        none={t('overview:noBrokers', { cluster: name })}
        head={[
          t('brokers:column.brokerName'),
          t('brokers:column.role'),
          t('brokers:column.state'),
          t('brokers:column.writes'),
          t('brokers:column.disk'),
          t('brokers:column.replication'),
          t('brokers:column.release'),
        ]}
        rows={brokers.map(broker => ({
          key: `${broker.brokerName} ${broker.brokerId}`,
          cells: [
            <TextLink
              key="name"
              to={paths.broker(clusterId, broker.brokerName, 'information', broker.brokerId)}
            >
              {broker.brokerName}
            </TextLink>,
            `${t(`brokers:role.${broker.role}`)} (${broker.brokerId})`,
            <OnlineBadge key="online" isOnline={broker.isOnline} />,
            <WriteState key="writes" isWritable={broker.isWritable} />,
            <Disk key="disk" ratio={broker.diskRatio} />,
            <ReplicationState key="replication" replication={broker.replication} />,
            broker.release ?? '–',
          ],
        }))}
      />
    </div>
  ))
}
