import { statisticsProduction, urlOf } from '@gantry/contract'
import { Stack } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useSeesWhole } from '../api/session.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { StatisticsForm } from './statistics-form.tsx'
import { StatisticsResult } from './statistics-result.tsx'
import { type StatisticsSearch, searchOf, withoutGroup } from './statistics-search.ts'
import { useTpsLimit } from './use-tps-limit.ts'

export function ProductionTab() {
  const t = useText()
  const [search] = useSearchParams()
  const query = withoutGroup(searchOf(search))
  const isShown = useSeesWhole(useParam('instanceId')) || query.topic !== undefined
  return (
    <Stack gap="md">
      <StatisticsForm key={search.toString()} tab="production" />
      {isShown ? (
        <Figures query={query} />
      ) : (
        <EmptyState icon="topic" title={t('statistics:choose')} body={t('statistics:chooseBody')} />
      )}
    </Stack>
  )
}

function Figures({ query }: { readonly query: Omit<StatisticsSearch, 'group'> }) {
  const params = { instanceId: useParam('instanceId') }
  const figures = useLiveQuery(statisticsProduction, { params, query })
  const limit = useTpsLimit('inboundTps', query.metric === 'tps' && query.topic === undefined)
  return (
    <Loaded query={figures}>
      {statistics => (
        <StatisticsResult
          tab="production"
          metric={query.metric}
          statistics={statistics}
          limit={limit}
          isRefreshing={figures.isFetching}
          onRefresh={() => void figures.refetch()}
          csv={urlOf(statisticsProduction, { params, query: { ...query, format: 'csv' } })}
        />
      )}
    </Loaded>
  )
}
