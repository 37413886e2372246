/** A reset queue by queue, before it is done or after: the same view for both. */
import type { QueueReset, ResetResult } from '@gantry/contract'
import { List, Stack, Text } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { ExportButton } from '../table/export-button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Notice } from '../ui/notice.tsx'
import { OutcomeList } from '../ui/outcome-list.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { movedSince } from './moved-since.ts'
import { resetColumns } from './reset-columns.ts'

interface ResetReviewProps {
  readonly result: ResetResult
  /** What was promised, when `result` is what was done. */
  readonly preview?: ResetResult | undefined
  readonly fileName: string
}

export function ResetReview({ result, preview, fileName }: ResetReviewProps) {
  const t = useText()
  const { count } = useFormat()
  const isDone = result.resetId !== null
  const isWhole = result.outcomes.every(({ ok }) => ok)
  const figures = { skipped: count(result.skipped), repeated: count(result.repeated) }
  const tone = isWhole ? 'info' : 'bad'
  return (
    <Stack gap="sm">
      <Notice tone={tone} title={t(isDone ? 'offsets:done' : 'offsets:preview', figures)}>
        <List size="sm">
          {notesOf(result).map(note => (
            <List.Item key={note}>
              {t(`offsets:note.${note}`, { count: count(result.inRetry ?? 0) })}
            </List.Item>
          ))}
        </List>
      </Notice>
      {preview && <Moved preview={preview} result={result} />}
      {(isDone || !isWhole) && <OutcomeList outcomes={result.outcomes} />}
      <Queues queues={result.queues} />
      <Stack gap={4} align="flex-start">
        <ExportButton fileName={fileName} columns={resetColumns} loadAll={async () => result.queues} />
      </Stack>
      <Text size="sm">{t('offsets:command')}</Text>
      <CodeBlock code={result.command} label={t('offsets:command')} />
    </Stack>
  )
}

function notesOf({ isOnline, inRetry, resetId, outcomes }: ResetResult) {
  const isPushed = outcomes.some(({ way }) => way === 'TOLD_TO_CLIENTS')
  const notes = [
    isOnline ? ('online' as const) : ('offline' as const),
    ...(isPushed ? (['pushed'] as const) : []),
    inRetry === null || inRetry === 0 ? ('retry' as const) : ('retryCount' as const),
    ...(resetId === null ? (['undo'] as const) : []),
  ]
  return notes
}

/** Queues in which nothing moves are not worth a row. */
function Queues({ queues }: { readonly queues: readonly QueueReset[] }) {
  const t = useText()
  const { count } = useFormat()
  const moved = queues.filter(({ before, after, ok }) => before !== after || !ok)
  if (moved.length === 0) return <Text size="sm">{t('offsets:nothingMoves')}</Text>
  return (
    <>
      <SmallTable
        title={t('offsets:queues')}
        head={(['queue', 'before', 'after', 'skipped', 'repeated', 'result'] as const).map(name => ({
          label: t(`offsets:column.${name}`),
        }))}
        rows={moved.map(({ brokerName, queueId, before, after, skipped, repeated, ok }) => ({
          key: `${brokerName} ${queueId}`,
          cells: [
            `${brokerName} ${queueId}`,
            before === null ? '–' : count(before),
            count(after),
            count(skipped),
            count(repeated),
            ok ? '✓' : t('common:failed'),
          ],
        }))}
      />
      <Text size="sm" c="dimmed">
        {t('offsets:unmoved', { count: queues.length - moved.length })}
      </Text>
    </>
  )
}

function Moved({ preview, result }: { readonly preview: ResetResult; readonly result: ResetResult }) {
  const t = useText()
  const { count } = useFormat()
  const moved = movedSince(preview, result)
  if (moved.length === 0) return null
  return (
    <Notice tone="warning" title={t('offsets:moved')}>
      <List size="sm">
        {moved.map(({ brokerName, queueId, was, is }) => (
          <List.Item key={`${brokerName} ${queueId}`}>
            {t('offsets:movedQueue', {
              brokerName,
              queueId,
              was: placesText(was, count),
              is: placesText(is, count),
            })}
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}

function placesText(
  { before, after }: Pick<QueueReset, 'before' | 'after'>,
  count: (value: QueueReset['after']) => string,
): string {
  return `${before === null ? '–' : count(before)} → ${count(after)}`
}
