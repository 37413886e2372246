import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { SmallTable } from '../ui/small-table.tsx'

interface PartProps {
  readonly title: string
  /** What was looked at. */
  readonly about?: string
  /** ISO 8601: when it was so; null where nothing is known yet. */
  readonly asOf: string | null
  readonly head: readonly string[]
  readonly rows: ReadonlyArray<{ readonly key: string; readonly cells: readonly ReactNode[] }>
  /** How many there are beside the rows. */
  readonly more?: number
  /** Said where there is nothing to show. */
  readonly none: string
}

/** One part of the page: how old it is, and its lines, or that there are none. */
export function Part({ title, about, asOf, head, rows, more = 0, none }: PartProps) {
  const t = useText()
  const { dateTime } = useFormat()
  const age = asOf === null ? t('overview:notCollected') : t('overview:upTo', { time: dateTime(asOf) })
  return (
    <Stack gap={4}>
      <SmallTable title={title} hasTitleAlways head={head.map(label => ({ label }))} rows={rows} />
      {rows.length === 0 && asOf !== null && <Text size="sm">{none}</Text>}
      {more > 0 && <Text size="sm">{t('overview:more', { more })}</Text>}
      <Text size="xs" c="dimmed">
        {[about, age].filter(Boolean).join(' ')}
      </Text>
    </Stack>
  )
}
