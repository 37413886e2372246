/** What a search has found, how far it has come, and how it goes on. */
import type { messageList, QueryInputOf } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { PartialNotice } from '../table/partial-notice.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Notice } from '../ui/notice.tsx'
import { Time } from '../ui/time.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { MessageTable } from './message-table.tsx'
import type { Way } from './search-params.ts'
import { type MessageSearchState, useMessageSearch } from './use-message-search.ts'

interface ResultsProps {
  readonly way: Exclude<Way, 'tail'>
  readonly query: QueryInputOf<typeof messageList>
}

export function MessageResults({ way, query }: ResultsProps) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const params = useMemo(() => ({ instanceId, topic }), [instanceId, topic])
  // The page makes a new one of these for each search.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const asked = useMemo(() => query, [])
  const found = useMessageSearch(params, asked)
  const { rows, last, error, isSearching } = found
  return (
    <Stack gap="sm">
      {error && <FailureNotice failure={describeError(error, t)} onRetry={found.goOn} />}
      <PartialNotice partial={last?.partial ?? null} />
      {last?.isCut && <Notice tone="info" title={t('messages:search.cut')} />}
      {rows.length > 0 && <MessageTable rows={rows} question={JSON.stringify(asked)} />}
      {rows.length === 0 && isSearching && <Waiting />}
      {rows.length === 0 && last && !isSearching && !found.hasMore && <Nothing way={way} found={found} />}
      {last && <Progress found={found} />}
    </Stack>
  )
}

interface FoundProps {
  readonly found: MessageSearchState
}

const NOTHING = { id: 'noneFoundId', key: 'noneFoundKey', time: 'noneFoundTime' } as const

function Nothing({ way, found: { first } }: FoundProps & Pick<ResultsProps, 'way'>) {
  const t = useText()
  const isBefore = way === 'time' && first?.progress?.total === 0
  return (
    <EmptyState
      icon="search"
      title={t('messages:search.noneFound')}
      body={t(`messages:search.${NOTHING[way]}`)}
      action={
        isBefore && first.oldestStoredAt !== null ? (
          <Text size="sm">
            {t('messages:search.oldestIs')} <Time at={first.oldestStoredAt} />
          </Text>
        ) : undefined
      }
    />
  )
}

const MANY = 100_000

function Progress({ found }: FoundProps) {
  const t = useText()
  const format = useFormat()
  const { last, rows, isSearching, isStopped, hasMore, damaged } = found
  if (!last?.progress) return null
  const { scanned, total } = last.progress
  return (
    <Group justify="space-between" gap="xs">
      <Text size="xs" c="dimmed" role="status">
        {t('messages:search.scanned', {
          scanned: format.count(scanned),
          total: format.count(total),
          found: format.count(rows.length),
        })}
        {isStopped && ` ${t('messages:search.stopped')}`}
        {damaged > 0 && ` ${t('messages:search.damaged', { count: damaged })}`}
        {Number(total) > MANY && ` ${t('messages:search.narrow')}`}
      </Text>
      {isSearching && !isStopped && hasMore && (
        <Button size="xs" variant="default" onClick={found.stop}>
          {t('messages:search.stop')}
        </Button>
      )}
      {!isSearching && hasMore && (
        <Button size="xs" variant="default" onClick={found.goOn}>
          {t(isStopped || rows.length === 0 ? 'messages:search.goOn' : 'common:loadMore')}
        </Button>
      )}
    </Group>
  )
}
