import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import type { Column } from './column.ts'

interface ColumnPickerProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly visible: Readonly<Record<string, boolean>>
  readonly onChange: (columns: readonly string[]) => void
}

export function ColumnPicker<Row>({ columns, visible, onChange }: ColumnPickerProps<Row>) {
  const t = useText()
  const shown = columns.filter(({ id }) => visible[id]).map(({ id }) => id)
  // In the order of the columns, not of the clicks; one always stays.
  const pick = (picked: readonly string[]): void => {
    if (picked.length > 0) onChange(columns.map(({ id }) => id).filter(id => picked.includes(id)))
  }
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="columns" size={16} />}>
          {t('common:columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('common:columns')}>
        <Checkbox.Group aria-label={t('common:columns')} value={shown} onChange={pick}>
          <Stack gap="xs">
            {columns.map(({ id, header }) => (
              <Checkbox key={id} value={id} label={t(header)} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
