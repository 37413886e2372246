/** Every cluster, and the brokers of all of them. */
import { clusterCreate, clusterList } from '@gantry/contract'
import { SimpleGrid, Title } from '@mantine/core'
import { Outlet } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { columns } from './broker-columns.tsx'
import { pickBrokers } from './broker-row.ts'
import { ClusterCard } from './cluster-card.tsx'

function NoClusters() {
  const t = useText()
  return (
    <EmptyState
      icon="cluster"
      title={t('clusters:empty')}
      body={t('clusters:emptyBody')}
      action={<AddCluster />}
    />
  )
}

function AddCluster() {
  const t = useText()
  const refusal = useRefusal(clusterCreate)
  return (
    <LinkButton
      to={paths.clusterCreate()}
      disabledReason={refusal}
      leftSection={<Icon name="add" size={16} />}
    >
      {t('clusters:add.title')}
    </LinkButton>
  )
}

export function ClustersPage() {
  const t = useText()
  const state = useListState()
  const clusters = useLiveQuery(clusterList, {})
  const list = useLocalList({ endpoint: clusterList, input: {}, pick: pickBrokers, columns, state })
  return (
    <Page title={t('clusters:title')} description={t('clusters:about')} actions={<AddCluster />}>
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        {clusters.data?.items.map(item => (
          <ClusterCard key={item.cluster.clusterId} {...item} />
        ))}
      </SimpleGrid>
      <Title order={2} size="h3">
        {t('clusters:brokers')}
      </Title>
      <ListShell
        label={t('clusters:brokers')}
        searchLabel={t('clusters:searchBrokers')}
        fileName="brokers"
        list={list}
        state={state}
        columns={columns}
        rowKey={({ cluster, brokerName, brokerId, addr }) => `${cluster} ${brokerName} ${brokerId} ${addr}`}
        empty={<NoClusters />}
      />
      <Outlet />
    </Page>
  )
}
