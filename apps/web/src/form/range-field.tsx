import { NumberInput } from '@mantine/core'
import type { FocusEventHandler, ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'

interface RangeFieldProps {
  readonly label: string
  readonly range: { readonly min: number; readonly max: number }
  /** What the figure counts, and what it holds back. */
  readonly hint?: string
  // The rest is what `form.getInputProps` gives.
  readonly value?: number | string
  readonly error?: ReactNode
  readonly onChange?: (value: number | string) => void
  readonly onBlur?: FocusEventHandler<HTMLInputElement>
  readonly onFocus?: FocusEventHandler<HTMLInputElement>
}

/** A whole figure with its range beside it. What is out of range is refused with a sentence, never changed silently. */
export function RangeField({ range, hint, ...field }: RangeFieldProps) {
  const t = useText()
  const { count } = useFormat()
  const limits = t('common:fromTo', { min: count(range.min), max: count(range.max) })
  return (
    <NumberInput
      {...field}
      required
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=","
      clampBehavior="none"
      description={hint ? `${hint} ${limits}` : limits}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  )
}
