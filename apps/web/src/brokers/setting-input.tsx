import type { BrokerSettingRule } from '@gantry/rules'
import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'

interface SettingInputProps {
  readonly rule: BrokerSettingRule
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: ReactNode
}

const SWITCH = ['true', 'false'] as const

/** The field for a value: a choice where there are few, else a text with its range beside it. */
export function SettingInput({ rule, value, onChange, error }: SettingInputProps) {
  const t = useText()
  const { count } = useFormat()
  const options = rule.kind === 'boolean' ? SWITCH : rule.kind === 'choice' ? rule.options : undefined
  if (options) {
    return (
      <NativeSelect
        label={t('brokers:edit.value')}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
        error={error}
        // What is there now may be none of them.
        data={options.includes(value) ? [...options] : [value, ...options]}
        data-autofocus
      />
    )
  }
  return (
    <TextInput
      label={t('brokers:edit.value')}
      description={
        rule.kind === 'number' && t('common:fromTo', { min: count(rule.min), max: count(rule.max) })
      }
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      error={error}
      inputMode={rule.kind === 'number' ? 'numeric' : 'text'}
      autoComplete="off"
      data-autofocus
    />
  )
}
