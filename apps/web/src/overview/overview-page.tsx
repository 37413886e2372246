/** The first page of the morning: what is out of order, what has changed, and where it is settled. */
import { OVERVIEW_SPANS, overviewView } from '@gantry/contract'
import { useSearchParams } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { BrokersPart } from './brokers-part.tsx'
import { DeadLettersPart, GrowingLagPart, MovedClientsPart } from './collected-parts.tsx'
import { NoClusters } from './no-clusters.tsx'
import { OverSpecificationPart } from './over-specification-part.tsx'
import { SpanChoice } from './span-choice.tsx'

export function OverviewPage() {
  const t = useText()
  const [search] = useSearchParams()
  const span = OVERVIEW_SPANS.find(each => each === search.get('span')) ?? 'hour'
  const query = useLiveQuery(overviewView, { query: { span } }, { keepsLast: true })
  return (
    <Page title={t('overview:title')} description={t('overview:about')}>
      <Loaded query={query}>
        {overview =>
          overview.clusters.length === 0 ? (
            <NoClusters />
          ) : (
            <>
              <LiveStatus
                asOf={overview.clusters[0]?.asOf}
                isRefreshing={query.isFetching}
                onRefresh={() => void query.refetch()}
              />
              <BrokersPart clusters={overview.clusters} />
              <OverSpecificationPart part={overview.overSpecification} />
              <GrowingLagPart part={overview.growingLag} />
              <SpanChoice span={span} />
              <DeadLettersPart part={overview.newDeadLetters} />
              <MovedClientsPart part={overview.movedClients} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
