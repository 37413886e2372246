/** One trace: producer → topic → consumer groups, each field with what it means. */
import type { Trace } from '@gantry/contract'
import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TextKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { FactList } from '../ui/fact-list.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'
import { AttemptStatus, ConsumptionStatus, SendingStatus } from './trace-status.tsx'

interface TraceProps {
  readonly trace: Trace
}

export function DrawnTrace({ trace }: TraceProps) {
  const t = useText()
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Producer trace={trace} />
        <Topic trace={trace} />
      </SimpleGrid>
      <Text ta="center" c="dimmed" aria-hidden>
        ↓
      </Text>
      <Stack>
        {trace.consumers.map(consumer => (
          <Consumer key={consumer.group} consumer={consumer} />
        ))}
        {trace.consumers.length === 0 && <Text size="sm">{t('traces:noConsumers')}</Text>}
      </Stack>
    </Stack>
  )
}

function Step({
  title,
  status,
  children,
}: {
  readonly title: string
  readonly status?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title} style={{ minWidth: 0 }}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {status}
      </Group>
      {children}
    </Paper>
  )
}

type FieldName =
  Extract<TextKey, `traces:about.${string}`> extends `traces:about.${infer Name}` ? Name : never

function useFacts() {
  const t = useText()
  return (fields: ReadonlyArray<readonly [name: FieldName, value: ReactNode]>) => (
    <FactList
      isCompact
      facts={fields.map(([name, value]) => ({
        label: t(`traces:field.${name}`),
        about: t(`traces:about.${name}`),
        value: value ?? '–',
      }))}
    />
  )
}

function Producer({ trace: { producer } }: TraceProps) {
  const t = useText()
  const facts = useFacts()
  const title = t('traces:producer')
  if (producer === null) {
    return (
      <Step title={title}>
        <Text size="sm">{t('traces:noProducer')}</Text>
      </Step>
    )
  }
  return (
    <Step title={title} status={<SendingStatus status={producer.status} />}>
      {facts([
        ['sentAt', <UtcTime key="sentAt" at={producer.sentAt} />],
        ['sendCost', <Milliseconds key="cost" ms={producer.costMs} />],
        ['producerHost', producer.host],
        ['producerClient', producer.client],
        ['producerGroup', producer.group],
      ])}
    </Step>
  )
}

function Topic({ trace: { messageId, topic, message } }: TraceProps) {
  const t = useText()
  const facts = useFacts()
  const instanceId = useParam('instanceId')
  return (
    <Step title={topic}>
      {facts([
        [
          'tracedMessage',
          <TextLink key="id" to={paths.message(instanceId, topic, messageId)}>
            {messageId}
          </TextLink>,
        ],
        ['region', message.region],
        ['storeHost', message.storeHost],
        ['messageType', message.messageType && t(`traces:type.${message.messageType}`)],
        ['tag', message.tag],
        ['messageKey', message.key],
        ['dueAt', message.dueAt && <Time at={message.dueAt} />],
      ])}
    </Step>
  )
}

function Consumer({
  consumer: { group, status, attempts },
}: {
  readonly consumer: Trace['consumers'][number]
}) {
  const t = useText()
  return (
    <Step title={group} status={<ConsumptionStatus status={status} />}>
      {attempts.length === 0 && <Text size="sm">{t(`traces:consumptionAbout.${status}`)}</Text>}
      <SmallTable
        title={t('traces:attempts', { group })}
        head={(['attemptNumber', 'attemptStatus', 'deliveredAt', 'consumeCost', 'consumerHost'] as const).map(
          name => ({ label: t(`traces:field.${name}`), about: t(`traces:about.${name}`) }),
        )}
        rows={attempts.map((attempt, index) => ({
          key: `${index} ${attempt.deliveredAt}`,
          cells: [
            attempt.attempt,
            <AttemptStatus key="status" status={attempt.status} />,
            attempt.deliveredAt ? <UtcTime key="at" at={attempt.deliveredAt} /> : '–',
            <Milliseconds key="cost" ms={attempt.costMs} />,
            attempt.host,
          ],
        }))}
      />
    </Step>
  )
}

/** In UTC, whatever the zone of the page: traces are compared with logs. */
function UtcTime({ at }: { readonly at: string }) {
  return <time dateTime={at}>{at}</time>
}

function Milliseconds({ ms }: { readonly ms: number | null }) {
  const format = useFormat()
  return <>{ms === null ? '–' : `${format.count(ms)} ms`}</>
}
