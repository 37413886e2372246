/** One topic: what it is, what can be done with it, and its tabs. */
import { type Topic, topicProducers, topicView } from '@gantry/contract'
import { Group } from '@mantine/core'
import { Outlet } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { LinkButton } from '../links/link-button.tsx'
import { RouteTabs } from '../links/route-tabs.tsx'
import { useParam } from '../links/use-param.ts'
import { paths, type TopicTab } from '../paths.ts'
import { RowMenu } from '../table/row-menu.tsx'
import { Page } from '../ui/page.tsx'
import { MessageType } from './message-type.tsx'
import { topicActions } from './topic-actions.ts'
import { TopicState } from './topic-state.tsx'

const TABS: readonly TopicTab[] = [
  'information',
  'messages',
  'queues',
  'subscriptions',
  'producers',
  'grants',
]

function Actions({ topic }: { readonly topic: Topic }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const [send, ...others] = topicActions(instanceId, topic, t).slice(1)
  return (
    <>
      {send && (
        <LinkButton to={send.to} needs={send.needs} disabledReason={send.disabledReason}>
          {send.label}
        </LinkButton>
      )}
      <RowMenu of={topic.topic} actions={others} />
    </>
  )
}

export function TopicPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const name = useParam('topic')
  const { data } = useLiveQuery(topicView, { params: { instanceId, topic: name } })
  const isProducersOff = useRefusal(topicProducers) !== undefined
  const tabs = isProducersOff ? TABS.filter(tab => tab !== 'producers') : TABS
  return (
    <Page
      title={name}
      crumbs={<Crumbs crumbs={[{ label: t('topics:title'), to: paths.topics(instanceId) }]} />}
      description={
        data && (
          <Group gap="xs">
            <MessageType messageType={data.topic.messageType} />
            <TopicState state={data.topic.state} />
          </Group>
        )
      }
      actions={data && <Actions topic={data.topic} />}
    >
      <RouteTabs
        label={name}
        tabs={tabs.map(tab => ({ label: t(`topics:tab.${tab}`), to: paths.topic(instanceId, name, tab) }))}
      />
      <Outlet />
    </Page>
  )
}
