/** Dead letters of a group: found by range or ID, picked, exported, sent to the group once more. */
import { deadLetterList, type ResponseOf } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { call } from '../api/call.ts'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { DataTable } from '../table/data-table.tsx'
import { PartialNotice } from '../table/partial-notice.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { deadLetterColumns } from './dead-letter-columns.tsx'
import { type DeadLetterSearch, DeadLetterSearchForm, searchOf } from './dead-letter-search.tsx'
import { DeadLetterTools } from './dead-letter-tools.tsx'
import { RecentResends } from './recent-resends.tsx'
import { SelectionScope } from './selection.tsx'

const EVERY_COLUMN = Object.fromEntries(deadLetterColumns.map(({ id }) => [id, true]))

export function DeadLettersTab() {
  const search = searchOf(useSearchParams()[0])
  return (
    <Stack>
      <DeadLetterSearchForm key={search.way} />
      <SelectionScope key={JSON.stringify(search)}>
        <DeadLetters search={search} />
      </SelectionScope>
      <RecentResends />
    </Stack>
  )
}

function useDeadLetters({ query }: DeadLetterSearch) {
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  return useInfiniteQuery({
    queryKey: [deadLetterList.id, params, query],
    queryFn: ({ pageParam, signal }) =>
      call(
        deadLetterList,
        { params, query: { ...query, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }: ResponseOf<typeof deadLetterList>) => nextCursor,
  })
}

function DeadLetters({ search }: { readonly search: DeadLetterSearch }) {
  const t = useText()
  const format = useFormat()
  const letters = useDeadLetters(search)
  const isAsked = search.way === 'range' || search.query.messageId !== undefined
  const rows = letters.data?.pages.flatMap(({ items }) => items) ?? []
  const partial = letters.data?.pages.find(page => page.partial !== null)?.partial ?? null
  const hasQueue = letters.data?.pages[0]?.hasQueue ?? true
  if (!isAsked) return null
  if (letters.isPending) return <Waiting />
  return (
    <Stack gap="sm">
      {letters.error && (
        <FailureNotice failure={describeError(letters.error, t)} onRetry={() => void letters.refetch()} />
      )}
      <PartialNotice partial={partial} />
      {rows.length === 0 && !letters.error && <Nothing hasQueue={hasQueue} way={search.way} />}
      {rows.length > 0 && (
        <>
          <DeadLetterTools search={search} />
          <DataTable
            label={t('deadletters:title')}
            rows={rows}
            rowKey={({ deadLetterId }) => deadLetterId}
            columns={deadLetterColumns}
            visible={EVERY_COLUMN}
            sort={undefined}
            onSort={() => undefined}
            question={JSON.stringify(search)}
          />
          <Group justify="space-between">
            <Text size="xs" c="dimmed" role="status">
              {t(letters.hasNextPage ? 'common:rowsAndMore' : 'common:rows', {
                rows: format.count(rows.length),
              })}
            </Text>
            {letters.hasNextPage && (
              <Button
                size="xs"
                variant="default"
                loading={letters.isFetchingNextPage}
                onClick={() => void letters.fetchNextPage()}
              >
                {t('common:loadMore')}
              </Button>
            )}
          </Group>
        </>
      )}
    </Stack>
  )
}

/** No queue is good news; an ID that is not found has other reasons. */
function Nothing({ hasQueue, way }: { readonly hasQueue: boolean; readonly way: DeadLetterSearch['way'] }) {
  const t = useText()
  const reason = way === 'id' ? 'noSuchId' : hasQueue ? 'nothingInRange' : 'noQueue'
  return (
    <EmptyState
      icon={hasQueue ? 'search' : 'check'}
      title={t(`deadletters:${reason}.title`)}
      body={t(`deadletters:${reason}.body`)}
    />
  )
}
