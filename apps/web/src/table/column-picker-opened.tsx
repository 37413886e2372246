import { Checkbox, Popover, Stack } from '@mantine/core'
import { useState } from 'react'
import type { TextKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/text.ts'
import { useOpened } from '../ui/use-opened.ts'
import { ColumnPickerButton } from './column-picker-button.tsx'

export interface ColumnPickerProps {
  readonly columns: readonly { readonly id: string; readonly header: TextKey }[]
  readonly visible: Readonly<Record<string, boolean>>
  readonly onChange: (columns: readonly string[]) => void
}

export function ColumnPickerOpened({ columns, visible, onChange }: ColumnPickerProps) {
  const t = useText()
  // The URL follows a moment later; what was clicked must not wait for it.
  const [shown, setShown] = useState(columns.map(({ id }) => id).filter(id => visible[id]))
  // In the order of the columns, not of the clicks; one always stays.
  const pick = (picked: readonly string[]): void => {
    if (picked.length === 0) return
    const next = columns.map(({ id }) => id).filter(id => picked.includes(id))
    setShown(next)
    onChange(next)
  }
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus {...useOpened()}>
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
