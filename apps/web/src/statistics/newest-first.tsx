import { Button } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { SmallTable } from '../ui/small-table.tsx'

/** More than a day of half hours; longer tables are asked for. */
const SHOWN = 60

/** What charts show, in figures. @param rows in the order of time */
export function NewestFirst({ title, head, rows }: ComponentProps<typeof SmallTable>) {
  const t = useText()
  const format = useFormat()
  const [isWhole, setWhole] = useState(false)
  const newest = rows.toReversed()
  const shown = isWhole ? newest : newest.slice(0, SHOWN)
  return (
    <>
      <SmallTable title={title} head={head} rows={shown} />
      {shown.length < rows.length && (
        <Button variant="default" onClick={() => setWhole(true)}>
          {t('statistics:more', { count: format.count(rows.length) })}
        </Button>
      )}
    </>
  )
}
