import { type TraceTask, traceList } from '@gantry/contract'
import { ActionIcon, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { Time } from '../ui/time.tsx'
import { ConsumptionStatus, SendingStatus } from './trace-status.tsx'

const SHOWN = 3

/** How much a task found; opened, the first of it in short. */
export function TraceBrief({ task }: { readonly task: TraceTask }) {
  const t = useText()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  if (task.state !== 'QUERY_COMPLETED') return <Progress task={task} />
  const found = t(task.isCut ? 'traces:foundCut' : 'traces:found', { count: format.count(task.found) })
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          size="sm"
          variant="default"
          aria-expanded={isOpen}
          aria-label={t('traces:briefOf', { topic: task.topic })}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'minus' : 'add'} size={12} />
        </ActionIcon>
        {found}
      </Group>
      {isOpen && <Brief task={task} />}
    </Stack>
  )
}

function Progress({ task: { done, total, error } }: { readonly task: TraceTask }) {
  const t = useText()
  const format = useFormat()
  if (error !== null) return <Text size="sm">{error}</Text>
  const read = { done: format.count(done), total: total === null ? '?' : format.count(total) }
  return <>{t('traces:progress', read)}</>
}

function Brief({ task: { taskId, found } }: { readonly task: TraceTask }) {
  const t = useText()
  const params = { instanceId: useParam('instanceId'), taskId }
  const { data } = useQuery(read(traceList, { params, query: { limit: SHOWN } }))
  if (found === 0) return <Text size="sm">{t('traces:nothing.title')}</Text>
  return (
    <>
      {data?.items.map(({ messageId, producer, consumers }) => (
        <Group key={messageId} gap="xs">
          <Text size="sm" ff="monospace">
            {messageId}
          </Text>
          {producer && (
            <>
              <Time at={producer.sentAt} />
              <SendingStatus status={producer.status} />
            </>
          )}
          {consumers.map(({ group, status }) => (
            <Group key={group} gap={4}>
              {group} <ConsumptionStatus status={status} />
            </Group>
          ))}
        </Group>
      ))}
    </>
  )
}
