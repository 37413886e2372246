import { type ResponseOf, topicView } from '@gantry/contract'
import { Text } from '@mantine/core'
import { Outlet } from 'react-router'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { PartialNotice } from '../table/partial-notice.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Time } from '../ui/time.tsx'
import { MessageType } from './message-type.tsx'
import { permissionText } from './permission.ts'

export function TopicInformation() {
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const query = useLiveQuery(topicView, { params: { instanceId, topic } })
  return (
    <>
      <Loaded query={query}>
        {view => (
          <>
            <StateNotice view={view} />
            <PartialNotice partial={view.partial} />
            <LiveStatus
              asOf={view.asOf}
              isRefreshing={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            <Facts view={view} />
          </>
        )}
      </Loaded>
      <Outlet />
    </>
  )
}

interface ViewProps {
  readonly view: ResponseOf<typeof topicView>
}

/** A topic that is not where it should be says so, with the way to settle it. */
function StateNotice({ view: { topic } }: ViewProps) {
  const t = useText()
  const instanceId = useParam('instanceId')
  if (topic.state === 'READY') return null
  return (
    <Notice tone="warning" title={t(`topics:state.${topic.state}`)}>
      <Text size="sm" mb="xs">
        {t(`topics:stateAbout.${topic.state}`)}
      </Text>
      <LinkButton
        needs="topicRepair"
        size="xs"
        variant="default"
        to={paths.topicRepair(instanceId, topic.topic)}
      >
        {t('topics:repair.title')}
      </LinkButton>
    </Notice>
  )
}

function Facts({ view: { topic, attributes } }: ViewProps) {
  const t = useText()
  const written = Object.entries(attributes).map(([name, value]) => `${name}=${value}`)
  return (
    <FactList
      facts={[
        {
          label: t('topics:column.messageType'),
          value: <MessageType messageType={topic.messageType} />,
        },
        { label: t('topics:column.description'), value: topic.description || '–' },
        {
          label: t('topics:column.wireTopic'),
          value: <Copyable value={topic.wireTopic} label={t('topics:column.wireTopic')} />,
        },
        { label: t('topics:column.brokers'), value: topic.brokerNames.join(', ') || '–' },
        {
          label: t('topics:queuesReadWrite'),
          value: `${topic.readQueueNums} / ${topic.writeQueueNums}`,
        },
        { label: t('topics:column.perm'), value: permissionText(topic.perm) },
        { label: t('topics:attributes'), value: written.join(', ') || '–' },
        {
          label: t('topics:column.createdAt'),
          value: topic.createdAt ? <Time at={topic.createdAt} /> : '–',
        },
        { label: t('topics:retention'), value: t('topics:retentionAbout') },
      ]}
    />
  )
}
