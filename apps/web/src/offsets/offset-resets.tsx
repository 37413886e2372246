/** Resets of a group as they were done, each with its way back. */
import { type KeptReset, offsetResetList, type ResponseOf } from '@gantry/contract'
import { Outlet } from 'react-router'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Figure } from '../ui/figure.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import { TargetText } from './target-text.tsx'

const whole = (answer: ResponseOf<typeof offsetResetList>) => answer

const columns: readonly Column<KeptReset>[] = [
  {
    id: 'createdAt',
    header: 'offsets:column.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Time at={createdAt} />,
    sort: true,
  },
  { id: 'topic', header: 'offsets:column.topic', value: ({ topic }) => topic, sort: true },
  {
    id: 'to',
    header: 'offsets:column.to',
    value: ({ to }) => JSON.stringify(to),
    cell: ({ to }) => <TargetText to={to} />,
  },
  {
    id: 'skipped',
    header: 'offsets:column.skipped',
    value: ({ skipped }) => skipped,
    cell: ({ skipped }) => <Figure value={skipped} />,
    align: 'right',
    sort: true,
  },
  {
    id: 'repeated',
    header: 'offsets:column.repeated',
    value: ({ repeated }) => repeated,
    cell: ({ repeated }) => <Figure value={repeated} />,
    align: 'right',
    sort: true,
  },
  { id: 'username', header: 'offsets:column.username', value: ({ username }) => username, sort: true },
  {
    id: 'state',
    header: 'offsets:column.state',
    value: stateOf,
    cell: reset => <ResetState reset={reset} />,
  },
]

function stateOf({ outcomes, undoneBy }: KeptReset): 'undone' | 'partly' | 'done' {
  if (undoneBy !== null) return 'undone'
  return outcomes.every(({ ok }) => ok) ? 'done' : 'partly'
}

function ResetState({ reset }: { readonly reset: KeptReset }) {
  const t = useText()
  const state = stateOf(reset)
  const tones = { undone: 'neutral', partly: 'warning', done: 'good' } as const
  return <StatusBadge tone={tones[state]} label={t(`offsets:state.${state}`)} />
}

function ResetButton() {
  const t = useText()
  const to = paths.offsetReset(useParam('instanceId'), useParam('group'))
  return (
    <LinkButton needs="offsetReset" to={to}>
      {t('offsets:reset.title')}
    </LinkButton>
  )
}

function NoResets() {
  const t = useText()
  return (
    <EmptyState
      icon="refresh"
      title={t('offsets:empty')}
      body={t('offsets:emptyBody')}
      action={<ResetButton />}
    />
  )
}

export function OffsetResets() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const state = useListState()
  const list = useLocalList({
    endpoint: offsetResetList,
    input: { params: { instanceId, group } },
    pick: whole,
    columns,
    state,
  })
  return (
    <>
      <ListShell
        label={t('groups:tab.offset-resets')}
        searchLabel={t('common:search')}
        fileName={`${group}-offset-resets`}
        list={list}
        state={state}
        columns={columns}
        rowKey={({ resetId }) => resetId}
        rowActions={({ resetId, topic, createdAt, undoneBy }) => (
          <RowMenu
            of={`${topic} ${createdAt}`}
            actions={[
              {
                label: t('offsets:undo.title'),
                to: paths.offsetUndo(instanceId, group, resetId),
                needs: 'offsetResetUndo',
                disabledReason: undoneBy === null ? undefined : t('offsets:undo.already'),
              },
            ]}
          />
        )}
        filters={list.rows.length > 0 && <ResetButton />}
        empty={<NoResets />}
      />
      <Outlet />
    </>
  )
}
