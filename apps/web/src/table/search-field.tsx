import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

const TYPING_MS = 250

/** What is typed shows at once; the list follows when the typing rests. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const t = useText()
  const [typed, setTyped] = useState(value)
  const report = useDebouncedCallback(onChange, TYPING_MS)
  // The URL may change by itself: back, a link, a cleared filter.
  useEffect(() => setTyped(value), [value])
  const type = (next: string): void => {
    setTyped(next)
    report(next)
  }
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={128}
      onChange={event => type(event.currentTarget.value)}
      leftSection={<Icon name="search" size={16} />}
      rightSection={
        typed === '' ? null : (
          <CloseButton size="sm" aria-label={t('common:clear')} onClick={() => type('')} />
        )
      }
      style={{ flex: '1 1 12rem', maxWidth: '24rem' }}
    />
  )
}
