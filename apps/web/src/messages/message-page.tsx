/** One message: what it says, what is known about it, and who has consumed it. */
import { messageView, type ResponseOf } from '@gantry/contract'
import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Outlet, useSearchParams } from 'react-router'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { FactList } from '../ui/fact-list.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { charsetOf } from './body-view.ts'
import { MessageBodyView } from './message-body-view.tsx'
import { MessageDeliveries } from './message-deliveries.tsx'
import { MessageFacts } from './message-facts.tsx'
import { MessageTable } from './message-table.tsx'

export function MessagePage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const messageId = useParam('messageId')
  const [search] = useSearchParams()
  const query = { charset: charsetOf(search) }
  const answer = useQuery(read(messageView, { params: { instanceId, topic, messageId }, query }))
  const crumbs = [
    { label: t('topics:title'), to: paths.topics(instanceId) },
    { label: topic, to: paths.topic(instanceId, topic) },
    { label: t('messages:title'), to: paths.messages(instanceId, topic) },
  ]
  return (
    <Page
      title={messageId}
      crumbs={<Crumbs crumbs={crumbs} />}
      description={t('messages:one')}
      actions={
        <LinkButton
          needs="traceTaskCreate"
          variant="default"
          to={paths.traceTaskCreate(instanceId, { topic, messageId })}
        >
          {t('traces:query')}
        </LinkButton>
      }
    >
      <Loaded query={answer}>{view => <View view={view} />}</Loaded>
      <Outlet />
    </Page>
  )
}

function View({ view }: { readonly view: ResponseOf<typeof messageView> }) {
  const t = useText()
  const { message, body, copies } = view
  return (
    <Stack gap="lg">
      <MessageFacts message={message} />
      <MessageBodyView body={body} />
      <Section title={t('messages:properties')}>
        <FactList facts={message.properties.map(({ name, value }) => ({ label: name, value }))} />
      </Section>
      <Section title={t('messages:delivery.title')}>
        <Text size="sm" c="dimmed">
          {t('messages:delivery.about')}
        </Text>
        <MessageDeliveries />
      </Section>
      {copies.length > 0 && (
        <Section title={t('messages:copies')}>
          <MessageTable rows={copies} question="copies" />
        </Section>
      )}
    </Stack>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  )
}
