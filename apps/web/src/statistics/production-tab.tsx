import { statisticsProduction, urlOf } from '@gantry/contract'
import { Stack } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useParam } from '../links/use-param.ts'
import { Loaded } from '../ui/loaded.tsx'
import { StatisticsForm } from './statistics-form.tsx'
import { StatisticsResult } from './statistics-result.tsx'
import { searchOf, withoutGroup } from './statistics-search.ts'
import { useTpsLimit } from './use-tps-limit.ts'

export function ProductionTab() {
  const params = { instanceId: useParam('instanceId') }
  const [search] = useSearchParams()
  const query = withoutGroup(searchOf(search))
  const figures = useLiveQuery(statisticsProduction, { params, query })
  const limit = useTpsLimit('inboundTps', query.metric === 'tps' && query.topic === undefined)
  return (
    <Stack gap="md">
      <StatisticsForm key={search.toString()} tab="production" />
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
    </Stack>
  )
}
