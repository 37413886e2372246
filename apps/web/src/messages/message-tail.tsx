import type { messageList, QueryInputOf } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { MessageTable } from './message-table.tsx'
import { useMessageTail } from './use-message-tail.ts'

/** Messages as they are stored, the latest on top. */
export function MessageTail({ query }: { readonly query: QueryInputOf<typeof messageList> }) {
  const t = useText()
  const format = useFormat()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const params = useMemo(() => ({ instanceId, topic }), [instanceId, topic])
  // The page makes a new one of these for each question.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const asked = useMemo(() => query, [])
  const [isPaused, setPaused] = useState(false)
  const { rows, skipped, error } = useMessageTail(params, asked, isPaused)
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t('messages:tail.about')}
          {rows.length > 0 && ` ${t('messages:tail.shown', { count: format.count(rows.length) })}`}
          {skipped > 0 && ` ${t('messages:tail.skipped', { count: format.count(skipped) })}`}
        </Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name={isPaused ? 'play' : 'pause'} size={14} />}
          onClick={() => setPaused(!isPaused)}
        >
          {t(isPaused ? 'messages:tail.resume' : 'messages:tail.pause')}
        </Button>
      </Group>
      {error !== undefined && <FailureNotice failure={describeError(error, t)} />}
      {rows.length === 0 ? (
        <EmptyState icon="topic" title={t('messages:search.tail')} body={t('messages:tail.waiting')} />
      ) : (
        <MessageTable rows={rows} question="tail" />
      )}
    </Stack>
  )
}
