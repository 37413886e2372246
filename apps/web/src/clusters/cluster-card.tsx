import {
  type Cluster,
  clusterAccessView,
  clusterUpdate,
  type clusterView,
  type ResponseOf,
} from '@gantry/contract'
import { Group, Paper, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import { RowMenu } from '../table/row-menu.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Rate } from '../ui/figure.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { ClusterState } from './cluster-state.tsx'

/** One cluster at a glance. */
export function ClusterCard({ cluster, live }: ResponseOf<typeof clusterView>) {
  const t = useText()
  const { brokers, state } = live
  const online = brokers.filter(({ isOnline }) => isOnline)
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            <TextLink to={paths.brokers(cluster.clusterId)}>{cluster.name}</TextLink>
          </Title>
          <Menu cluster={cluster} />
        </Group>
        <Group gap="xs">
          <ClusterState state={state} />
          <AccessDrift clusterId={cluster.clusterId} />
          {cluster.readOnly && <StatusBadge tone="neutral" label={t('clusters:readOnly')} />}
        </Group>
        <FactList
          isCompact
          facts={[
            { label: t('clusters:field.namesrvAddr'), value: cluster.namesrvAddr },
            { label: t('clusters:brokersOnline'), value: `${online.length} / ${brokers.length}` },
            { label: t('clusters:broker.inTps'), value: <Rate value={sumOf(online.map(b => b.inTps))} /> },
            { label: t('clusters:broker.outTps'), value: <Rate value={sumOf(online.map(b => b.outTps))} /> },
          ]}
        />
      </Stack>
    </Paper>
  )
}

/** Somebody has edited on the brokers what the console keeps there, or a broker was away during a change. */
function AccessDrift({ clusterId }: Pick<Cluster, 'clusterId'>) {
  const t = useText()
  const isAsked = useRefusal(clusterAccessView) === undefined
  const { data } = useQuery({ ...read(clusterAccessView, { params: { clusterId } }), enabled: isAsked })
  const differs = data?.brokers.some(({ keys }) => keys.length > 0) ?? false
  return differs && <StatusBadge tone="warning" label={t('access:drift.badge')} />
}

function Menu({ cluster: { clusterId, name } }: { readonly cluster: Cluster }) {
  const t = useText()
  const disabledReason = useRefusal(clusterUpdate)
  return (
    <RowMenu
      of={name}
      actions={[
        { label: t('access:drift.title'), to: paths.clusterAccess(clusterId), needs: 'clusterAccessView' },
        { label: t('clusters:edit.title'), to: paths.clusterEdit(clusterId), disabledReason },
        {
          label: t('clusters:remove.title'),
          to: paths.clusterRemove(clusterId),
          isDestructive: true,
          disabledReason,
        },
      ]}
    />
  )
}

/** Unknown as soon as one part is: a sum that leaves something out would be wrong. */
function sumOf(rates: readonly (number | null)[]): number | null {
  return rates.reduce((sum, rate) => (sum === null || rate === null ? null : sum + rate), 0)
}
