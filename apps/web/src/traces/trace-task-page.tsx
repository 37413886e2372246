/** What a task found: one trace at a time, drawn from producer to consumers. */
import { type TraceTask, traceList, traceTaskView } from '@gantry/contract'
import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { DrawnTrace } from './drawn-trace.tsx'
import { TaskState } from './trace-status.tsx'

export function TraceTaskPage() {
  const t = useText()
  const params = { instanceId: useParam('instanceId'), taskId: useParam('taskId') }
  const query = useLiveQuery(traceTaskView, { params })
  return (
    <Page
      title={t('traces:view')}
      crumbs={<Crumbs crumbs={[{ label: t('traces:title'), to: paths.traces(params.instanceId) }]} />}
      description={
        query.data && (
          <Group gap="xs">
            {query.data.topic} · {query.data.messageId ?? query.data.key ?? t('traces:by.topic')}
            <TaskState state={query.data.state} />
          </Group>
        )
      }
    >
      <Loaded query={query}>{task => <Outcome task={task} />}</Loaded>
    </Page>
  )
}

function Outcome({ task }: { readonly task: TraceTask }) {
  const t = useText()
  if (task.state === 'QUERYING') return <Waiting />
  if (task.state === 'FAILED') return <Notice tone="bad" title={task.error ?? t('traces:state.FAILED')} />
  return task.found === 0 ? <Nothing /> : <Traces task={task} />
}

const CONDITIONS = ['names', 'range', 'traceOn', 'client', 'traceTopic', 'kept'] as const

/** Nothing found has many reasons: each is a thing to check. */
function Nothing() {
  const t = useText()
  return (
    <Stack align="center">
      <EmptyState icon="search" title={t('traces:nothing.title')} body={t('traces:nothing.body')} />
      <List size="sm" maw={560}>
        {CONDITIONS.map(condition => (
          <List.Item key={condition}>{t(`traces:nothing.${condition}`)}</List.Item>
        ))}
      </List>
    </Stack>
  )
}

function Traces({ task }: { readonly task: TraceTask }) {
  const t = useText()
  const format = useFormat()
  const [index, setIndex] = useState(0)
  const params = { instanceId: useParam('instanceId'), taskId: task.taskId }
  const pages = useInfiniteQuery({
    queryKey: [traceList.id, params],
    queryFn: ({ pageParam, signal }) =>
      call(traceList, { params, query: { ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  const traces = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const trace = traces[index]
  const show = (wanted: number): void => {
    setIndex(wanted)
    if (wanted >= traces.length - 1 && pages.hasNextPage) void pages.fetchNextPage()
  }
  const place = { index: format.count(index + 1), count: format.count(task.found) }
  return (
    <Loaded query={pages}>
      {() => (
        <Stack>
          {task.isCut && <Notice tone="info" title={t('traces:cut')} />}
          {task.found > 1 && (
            <Group gap="xs">
              <Button size="xs" variant="default" disabled={index === 0} onClick={() => show(index - 1)}>
                {t('traces:previous')}
              </Button>
              <Text size="sm" role="status">
                {t('traces:place', place)}
              </Text>
              <Button
                size="xs"
                variant="default"
                disabled={index >= task.found - 1}
                onClick={() => show(index + 1)}
              >
                {t('traces:next')}
              </Button>
            </Group>
          )}
          {trace ? <DrawnTrace trace={trace} /> : <Waiting />}
        </Stack>
      )}
    </Loaded>
  )
}
