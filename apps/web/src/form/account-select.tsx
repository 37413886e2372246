import { type Account, accountList } from '@gantry/contract'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { accountOptions, askedBy } from './account-options.ts'

interface AccountSelectProps {
  /** What stands for no account at all, where one need not be chosen. */
  readonly placeholder?: string
  readonly required?: boolean
  /** For a place where no label stands above fields; it is still said to who does not see. */
  readonly isNameless?: boolean
  // The rest is what `form.getInputProps` gives.
  /** The ID; empty while none is chosen. */
  readonly value?: string
  readonly error?: ReactNode
  readonly onChange?: (accountId: string) => void
  readonly onBlur?: () => void
  readonly onFocus?: () => void
}

const TYPING_MS = 250
/** One sees no more without scrolling; who looks for another types a part of its name. */
const SHOWN = 50

/** A tenant account among however many there are: the server looks for a part of its name or ID. */
export function AccountSelect({
  value = '',
  onChange,
  required = false,
  isNameless = false,
  ...field
}: AccountSelectProps) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const { data: named } = useQuery({
    ...read(accountList, { query: { q: value, limit: SHOWN } }),
    enabled: value !== '',
  })
  const chosen = named?.items.find(({ accountId }) => accountId === value)
  const [asked] = useDebouncedValue(askedBy(typed, chosen), TYPING_MS)
  const { data } = useQuery({
    ...read(accountList, { query: { q: asked, sort: 'name', limit: SHOWN } }),
    placeholderData: keepPreviousData,
  })
  const found: readonly Account[] = data?.items ?? []
  return (
    <Select
      {...{ [isNameless ? 'aria-label' : 'label']: t('accounts:users.account') }}
      placeholder={t('accounts:select.search')}
      data={accountOptions(found, value, chosen)}
      // The server has looked already.
      filter={({ options }) => options}
      searchable
      onSearchChange={setTyped}
      nothingFoundMessage={t('common:nothingFound')}
      required={required}
      allowDeselect={false}
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('common:clear') }}
      {...field}
      value={value || null}
      onChange={accountId => onChange?.(accountId ?? '')}
    />
  )
}
