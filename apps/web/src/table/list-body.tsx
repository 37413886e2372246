/** Each state that a list can be in: loading, refused or offline, empty, nothing found, rows. */
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useCallback } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { DataTable } from './data-table.tsx'
import type { ListResult } from './list-result.ts'
import type { ListShellProps } from './list-shell-props.ts'
import { nextSort, writeSort } from './list-state.ts'

export function ListBody<Row>(
  props: ListShellProps<Row> & { readonly visible: Readonly<Record<string, boolean>> },
) {
  const { label, list, state, columns, visible, rowKey, rowActions, filterNames = [] } = props
  const t = useText()
  const onSort = useCallback(
    (column: string) => state.change({ sort: writeSort(nextSort(state.sort, column)) }),
    [state],
  )
  if (list.isPending && !list.error) return <Loading label={label} />
  if (list.rows.length === 0 && !list.error) return <Nothing {...props} />
  return (
    <>
      {/* Rows that were read before stay below what went wrong since. */}
      {list.error ? <FailureNotice failure={describeError(list.error, t)} onRetry={list.refresh} /> : null}
      {list.rows.length > 0 && (
        <>
          <DataTable
            label={label}
            rows={list.rows}
            rowKey={rowKey}
            columns={columns}
            visible={visible}
            sort={state.sort}
            onSort={onSort}
            onEnd={list.loadMore}
            question={JSON.stringify([state.q, state.sort, filterNames.map(state.filter)])}
            {...(rowActions && { actions: rowActions })}
          />
          <Foot list={list} />
        </>
      )}
    </>
  )
}

function Foot<Row>({ list }: { readonly list: ListResult<Row> }) {
  const t = useText()
  const format = useFormat()
  const rows = format.count(list.rows.length)
  return (
    <Group justify="space-between">
      <Text size="xs" c="dimmed" role="status">
        {t(list.hasMore ? 'common:rowsAndMore' : 'common:rows', { rows })}
      </Text>
      {list.hasMore && (
        <Button size="xs" variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('common:loadMore')}
        </Button>
      )}
    </Group>
  )
}

/** Nothing there at all, or nothing that the filters let through: two different next steps. */
function Nothing<Row>({ state, filterNames = [], empty }: ListShellProps<Row>) {
  const t = useText()
  const isFiltered = state.q !== '' || filterNames.some(name => state.filter(name) !== undefined)
  if (!isFiltered) return empty
  const clear = (): void =>
    state.change({ q: undefined, ...Object.fromEntries(filterNames.map(name => [name, undefined])) })
  return (
    <EmptyState
      icon="search"
      title={t('common:nothingFound')}
      body={t('common:nothingFoundBody')}
      action={
        <Button variant="default" onClick={clear}>
          {t('common:clearFilters')}
        </Button>
      }
    />
  )
}

function Loading({ label }: { readonly label: string }) {
  const t = useText()
  return (
    <Stack gap="xs" role="status" aria-label={t('common:loadingOf', { what: label })}>
      {['a', 'b', 'c', 'd', 'e'].map(row => (
        <Skeleton key={row} height={36} />
      ))}
    </Stack>
  )
}
