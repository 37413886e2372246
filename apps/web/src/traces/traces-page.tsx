/** Trace query tasks of an instance. */
import { type ResponseOf, type TraceTask, traceTaskList } from '@gantry/contract'
import { Outlet } from 'react-router'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { TraceBrief } from './trace-brief.tsx'
import { TaskState } from './trace-status.tsx'

const whole = (answer: ResponseOf<typeof traceTaskList>) => answer

const columns: readonly Column<TraceTask>[] = [
  {
    id: 'createdAt',
    header: 'traces:column.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: task => <TaskLink task={task} />,
    sort: true,
  },
  {
    id: 'state',
    header: 'traces:column.state',
    value: ({ state }) => state,
    cell: ({ state }) => <TaskState state={state} />,
    sort: true,
  },
  { id: 'topic', header: 'traces:column.topic', value: ({ topic }) => topic, sort: true },
  {
    id: 'condition',
    header: 'traces:column.condition',
    value: ({ messageId, key, from, to }) => messageId ?? key ?? `${from} – ${to}`,
    cell: task => <Condition task={task} />,
  },
  {
    id: 'found',
    header: 'traces:column.found',
    value: ({ found }) => found,
    cell: task => <TraceBrief task={task} />,
    sort: true,
  },
  { id: 'username', header: 'traces:column.username', value: ({ username }) => username, isExtra: true },
  { id: 'traceTopic', header: 'traces:column.traceTopic', value: row => row.traceTopic, isExtra: true },
  {
    id: 'expiresAt',
    header: 'traces:column.expiresAt',
    value: ({ expiresAt }) => expiresAt,
    cell: ({ expiresAt }) => <Time at={expiresAt} />,
    isExtra: true,
  },
]

function TaskLink({ task: { taskId, createdAt } }: { readonly task: TraceTask }) {
  return (
    <TextLink to={paths.traceTask(useParam('instanceId'), taskId)}>
      <Time at={createdAt} />
    </TextLink>
  )
}

function Condition({ task: { messageId, key, from, to } }: { readonly task: TraceTask }) {
  if (from === null || to === null) return <>{messageId ?? key}</>
  return (
    <>
      <Time at={from} /> – <Time at={to} />
    </>
  )
}

function TaskMenu({ task: { taskId, topic } }: { readonly task: TraceTask }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  return (
    <RowMenu
      of={topic}
      actions={[
        { label: t('traces:view'), to: paths.traceTask(instanceId, taskId) },
        {
          label: t('traces:delete.title'),
          to: paths.traceTaskDelete(instanceId, taskId),
          needs: 'traceTaskDelete',
          isDestructive: true,
        },
      ]}
    />
  )
}

function NoTasks({ createPath }: { readonly createPath: string }) {
  const t = useText()
  return (
    <EmptyState
      icon="trace"
      title={t('traces:empty')}
      body={t('traces:emptyBody')}
      action={
        <LinkButton needs="traceTaskCreate" to={createPath}>
          {t('traces:create.title')}
        </LinkButton>
      }
    />
  )
}

export function TracesPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const state = useListState()
  const createPath = paths.traceTaskCreate(instanceId)
  const list = useLocalList({
    endpoint: traceTaskList,
    input: { params: { instanceId }, query: { limit: 500 } },
    pick: whole,
    columns,
    state,
  })
  return (
    <Page
      title={t('traces:title')}
      description={t('traces:intro')}
      actions={
        <LinkButton needs="traceTaskCreate" to={createPath} leftSection={<Icon name="add" size={16} />}>
          {t('traces:create.title')}
        </LinkButton>
      }
    >
      <ListShell
        label={t('traces:tasks')}
        searchLabel={t('common:search')}
        fileName={`${instanceId}-trace-tasks`}
        list={list}
        state={state}
        columns={columns}
        rowKey={({ taskId }) => taskId}
        rowActions={task => <TaskMenu task={task} />}
        empty={<NoTasks createPath={createPath} />}
      />
      <Outlet />
    </Page>
  )
}
