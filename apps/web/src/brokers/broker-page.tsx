/** One broker: its tabs, and the processes that share its name. */
import { brokerView, type ResponseOf } from '@gantry/contract'
import { Group } from '@mantine/core'
import { Outlet, useLocation } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { RouteTabs } from '../links/route-tabs.tsx'
import { TextLink } from '../links/text-link.tsx'
import { type BrokerTab, paths } from '../paths.ts'
import { WriteState } from '../ui/broker-badges.tsx'
import { OnlineBadge } from '../ui/online-badge.tsx'
import { Page } from '../ui/page.tsx'
import { useBroker } from './use-broker.ts'

const TABS: readonly BrokerTab[] = ['information', 'runtime', 'config']

export function BrokerPage() {
  const t = useText()
  const { clusterId, brokerName, brokerId, input } = useBroker()
  const { pathname } = useLocation()
  const { data } = useLiveQuery(brokerView, input)
  return (
    <Page
      title={brokerName}
      crumbs={
        <Crumbs
          crumbs={[
            { label: t('clusters:title'), to: paths.clusters() },
            { label: t('brokers:title'), to: paths.brokers(clusterId) },
          ]}
        />
      }
      description={data && <State view={data} />}
    >
      <RouteTabs
        label={brokerName}
        tabs={TABS.map(tab => ({
          label: t(`brokers:tab.${tab}`),
          to: paths.broker(clusterId, brokerName, tab, brokerId),
          isCurrent: pathname === paths.broker(clusterId, brokerName, tab),
        }))}
      />
      <Outlet />
    </Page>
  )
}

function State({ view: { broker, processes } }: { readonly view: ResponseOf<typeof brokerView> }) {
  const t = useText()
  const { clusterId, brokerName } = useBroker()
  const others = processes.filter(({ brokerId }) => brokerId !== broker.brokerId)
  return (
    <Group gap="xs">
      {`${t(`brokers:role.${broker.role}`)} (${broker.brokerId}) · ${broker.addr}`}
      <OnlineBadge isOnline={broker.isOnline} />
      {broker.isWritable !== null && <WriteState isWritable={broker.isWritable} />}
      {others.map(({ brokerId, addr }) => (
        <TextLink key={addr} to={paths.broker(clusterId, brokerName, 'information', brokerId)}>
          {t('brokers:otherProcess', {
            role: t(`brokers:role.${brokerId === 0 ? 'MASTER' : 'REPLICA'}`),
            brokerId,
          })}
        </TextLink>
      ))}
    </Group>
  )
}
