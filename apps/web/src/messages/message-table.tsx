import type { MessageHead } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { DataTable } from '../table/data-table.tsx'
import { messageColumns } from './message-columns.tsx'

const EVERY_COLUMN = Object.fromEntries(messageColumns.map(({ id }) => [id, true]))

/** Their order is that of the search: it is not sorted in the page. */
export function MessageTable({
  rows,
  question,
}: {
  readonly rows: readonly MessageHead[]
  readonly question: string
}) {
  const t = useText()
  return (
    <DataTable
      label={t('messages:search.results')}
      rows={rows}
      rowKey={({ offsetMessageId }) => offsetMessageId}
      columns={messageColumns}
      visible={EVERY_COLUMN}
      sort={undefined}
      onSort={() => undefined}
      question={question}
    />
  )
}
