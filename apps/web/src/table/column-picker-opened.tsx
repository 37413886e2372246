import { Checkbox, Popover, Stack } from '@mantine/core'
import type { TextKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/text.ts'
import { ColumnPickerButton } from './column-picker-button.tsx'

export interface ColumnPickerProps {
  readonly columns: readonly { readonly id: string; readonly header: TextKey }[]
  readonly visible: Readonly<Record<string, boolean>>
  readonly onChange: (columns: readonly string[]) => void
}

export function ColumnPickerOpened({ columns, visible, onChange }: ColumnPickerProps) {
  const t = useText()
  const shown = columns.filter(({ id }) => visible[id]).map(({ id }) => id)
  // In the order of the columns, not of the clicks; one always stays.
  const pick = (picked: readonly string[]): void => {
    if (picked.length > 0) onChange(columns.map(({ id }) => id).filter(id => picked.includes(id)))
  }
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus defaultOpened>
      <Popover.Target>
        <ColumnPickerButton autoFocus />
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
