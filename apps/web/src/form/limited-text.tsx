import { Textarea, TextInput } from '@mantine/core'
import type { ChangeEventHandler, FocusEventHandler, ReactNode } from 'react'
import { useText } from '../i18n/text.ts'

interface LimitedTextProps {
  readonly label: string
  readonly limits: { readonly min: number; readonly max: number }
  /** What may stand there besides the length. */
  readonly hint?: string
  /** Several lines. */
  readonly isLong?: boolean
  readonly required?: boolean
  readonly placeholder?: string
  readonly 'data-autofocus'?: boolean
  // The rest is what `form.getInputProps` gives.
  readonly value?: string
  readonly error?: ReactNode
  readonly onChange?: ChangeEventHandler<HTMLInputElement | HTMLTextAreaElement>
  readonly onBlur?: FocusEventHandler<HTMLInputElement | HTMLTextAreaElement>
  readonly onFocus?: FocusEventHandler<HTMLInputElement | HTMLTextAreaElement>
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** A text field with its limits beside it, and how much of them is used. */
export function LimitedText({ limits, hint, isLong = false, value = '', ...field }: LimitedTextProps) {
  const t = useText()
  const { min, max } = limits
  const range = min > 0 ? t('common:charactersFromTo', { min, max }) : t('common:charactersUpTo', { max })
  const description = [hint, `${range} (${[...value].length}/${max})`].filter(Boolean).join(' ')
  const shared = { ...field, value, description, inputWrapperOrder: ORDER }
  return isLong ? <Textarea {...shared} autosize minRows={2} maxRows={6} /> : <TextInput {...shared} />
}
