/** The first page of the morning: what is out of order, what has changed, and where it is settled. */
import { OVERVIEW_SPANS, type OverviewSpan, overviewView, type ResponseOf } from '@gantry/contract'
import { useSearchParams } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { BrokersPart } from './brokers-part.tsx'
import { DeadLettersPart, GrowingLagPart, MovedClientsPart } from './collected-parts.tsx'
import { GrantedTopics } from './granted-topics.tsx'
import { NoClusters } from './no-clusters.tsx'
import { OverSpecificationPart } from './over-specification-part.tsx'
import { SeesNothing } from './sees-nothing.tsx'
import { SpanChoice } from './span-choice.tsx'
import { isEmptyInPart, useSeenInstances } from './use-seen-instances.ts'

export function OverviewPage() {
  const t = useText()
  const [search] = useSearchParams()
  const span = OVERVIEW_SPANS.find(each => each === search.get('span')) ?? 'hour'
  const query = useLiveQuery(overviewView, { query: { span } }, { keepsLast: true })
  const instances = useSeenInstances()
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
              {instances && <GrantedTopics instances={instances} />}
              <BrokersPart clusters={overview.clusters} />
              {instances?.every(isEmptyInPart) ? (
                <SeesNothing hasInstances={instances.length > 0} />
              ) : (
                <Collected
                  overview={overview}
                  span={span}
                  hasWhole={instances?.some(({ isGranted }) => !isGranted) ?? true}
                />
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

interface CollectedProps {
  readonly overview: ResponseOf<typeof overviewView>
  readonly span: OverviewSpan
  /** Of who sees parts only no sum is ever told. */
  readonly hasWhole: boolean
}

function Collected({ overview, span, hasWhole }: CollectedProps) {
  return (
    <>
      {hasWhole && <OverSpecificationPart part={overview.overSpecification} />}
      <GrowingLagPart part={overview.growingLag} />
      <SpanChoice span={span} />
      <DeadLettersPart part={overview.newDeadLetters} />
      <MovedClientsPart part={overview.movedClients} />
    </>
  )
}
