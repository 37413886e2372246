import { type Instance, instanceView } from '@gantry/contract'
import { Outlet } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { PartialNotice } from '../table/partial-notice.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Figure } from '../ui/figure.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Time } from '../ui/time.tsx'
import { InstanceType } from './instance-type.tsx'
import { isOver, RateUsage, TopicUsage } from './usage.tsx'

export function InstanceInformation() {
  const instanceId = useParam('instanceId')
  const query = useLiveQuery(instanceView, { params: { instanceId } })
  return (
    <>
      <Loaded query={query}>
        {({ instance, partial, asOf }) => (
          <>
            <OverSpecification instance={instance} />
            <PartialNotice partial={partial} />
            <LiveStatus asOf={asOf} isRefreshing={query.isFetching} onRefresh={() => void query.refetch()} />
            <Facts instance={instance} />
          </>
        )}
      </Loaded>
      <Outlet />
    </>
  )
}

interface InstanceProps {
  readonly instance: Instance
}

function OverSpecification({ instance: { topicsUsed, inTps, outTps, specification } }: InstanceProps) {
  const t = useText()
  const isTooMuch =
    isOver(topicsUsed, specification?.maxTopics) ||
    isOver(inTps, specification?.inboundTps) ||
    isOver(outTps, specification?.outboundTps)
  return isTooMuch ? <Notice tone="warning" title={t('instances:overSpecification')} /> : null
}

function Facts({ instance }: InstanceProps) {
  const t = useText()
  const { specification, topicsUsed, groups, inTps, outTps } = instance
  return (
    <FactList
      facts={[
        {
          label: t('instances:column.instanceId'),
          value: <Copyable value={instance.instanceId} label={t('instances:column.instanceId')} />,
        },
        { label: t('instances:column.type'), value: <InstanceType {...instance} /> },
        { label: t('instances:column.cluster'), value: instance.clusterName },
        { label: t('instances:column.description'), value: instance.description || '–' },
        {
          label: t('instances:column.topics'),
          value: <TopicUsage used={topicsUsed} limit={specification?.maxTopics} />,
        },
        { label: t('instances:column.groups'), value: <Figure value={groups} /> },
        {
          label: t('instances:column.inTps'),
          value: <RateUsage rate={inTps} limit={specification?.inboundTps} />,
        },
        {
          label: t('instances:column.outTps'),
          value: <RateUsage rate={outTps} limit={specification?.outboundTps} />,
        },
        { label: t('instances:column.createdAt'), value: <Time at={instance.createdAt} /> },
      ]}
    />
  )
}
