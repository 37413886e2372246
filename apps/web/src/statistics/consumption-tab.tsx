import { statisticsConsumption, urlOf } from '@gantry/contract'
import { Stack } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useSeesWhole } from '../api/session.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { GroupFigures } from './group-figures.tsx'
import { StatisticsForm } from './statistics-form.tsx'
import { StatisticsResult } from './statistics-result.tsx'
import { type StatisticsSearch, searchOf } from './statistics-search.ts'
import { useTpsLimit } from './use-tps-limit.ts'

export function ConsumptionTab() {
  const t = useText()
  const [search] = useSearchParams()
  const query = searchOf(search)
  const seesWhole = useSeesWhole(useParam('instanceId'))
  const isPair = query.topic !== undefined && query.group !== undefined
  const isWhole = query.topic === undefined && query.group === undefined
  return (
    <Stack gap="md">
      <StatisticsForm key={search.toString()} tab="consumption" />
      {isPair || (isWhole && seesWhole) ? (
        <>
          <Figures query={query} />
          <GroupFigures query={query} />
        </>
      ) : (
        <EmptyState
          icon="group"
          title={t('statistics:pair')}
          body={t(seesWhole ? 'statistics:pairBody' : 'statistics:pairGranted')}
        />
      )}
    </Stack>
  )
}

function Figures({ query }: { readonly query: StatisticsSearch }) {
  const params = { instanceId: useParam('instanceId') }
  const figures = useLiveQuery(statisticsConsumption, { params, query })
  const limit = useTpsLimit('outboundTps', query.metric === 'tps' && query.group === undefined)
  return (
    <Loaded query={figures}>
      {statistics => (
        <StatisticsResult
          tab="consumption"
          metric={query.metric}
          statistics={statistics}
          limit={limit}
          isRefreshing={figures.isFetching}
          onRefresh={() => void figures.refetch()}
          csv={urlOf(statisticsConsumption, { params, query: { ...query, format: 'csv' } })}
        />
      )}
    </Loaded>
  )
}
