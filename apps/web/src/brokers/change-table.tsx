import { Code } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { SmallTable } from '../ui/small-table.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import type { SettingPlace } from './setting-places.ts'
import type { SettingResult } from './use-setting-change.ts'

interface ChangeTableProps {
  readonly value: string
  /** What is still to be changed. */
  readonly changing: readonly SettingPlace[]
  readonly results: readonly SettingResult[]
}

/** Before and after on each broker: what would change, and what has. */
export function ChangeTable({ value, changing, results }: ChangeTableProps) {
  const t = useText()
  const open = changing.filter(({ key }) => !results.some(result => result.key === key))
  const rows: readonly SettingResult[] = [...results, ...open]
  return (
    <SmallTable
      title={t(results.length > 0 ? 'brokers:edit.result' : 'brokers:edit.review')}
      head={[
        { label: t('brokers:one') },
        { label: t('brokers:edit.before') },
        { label: t('brokers:edit.after') },
        { label: t('brokers:edit.outcome') },
      ]}
      rows={rows.map(row => ({
        key: row.key,
        cells: [
          row.label,
          <Code key="before">{row.before || '–'}</Code>,
          <Code key="after">{row.after ?? value}</Code>,
          <Outcome key="outcome" result={row} />,
        ],
      }))}
    />
  )
}

function Outcome({ result: { after, failure } }: { readonly result: SettingResult }) {
  const t = useText()
  if (failure !== undefined) {
    return (
      <>
        <StatusBadge tone="bad" label={t('common:failed')} /> {failure}
      </>
    )
  }
  return after === undefined ? t('brokers:edit.toDo') : <StatusBadge tone="good" label={t('common:done')} />
}
