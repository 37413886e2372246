/** Narrows the record, and with it the files: by action, result, user, address and time. */
import type { AuditEvent } from '@gantry/contract'
import { NativeSelect, Text, TextInput } from '@mantine/core'
import { dateTimeLocalOf, instantOf } from '../form/instant.ts'
import { useText } from '../i18n/text.ts'
import { SearchField } from '../table/search-field.tsx'
import type { ListControls } from '../table/use-list-state.ts'
import { useFormat } from '../ui/format-context.tsx'

interface AuditFiltersProps {
  readonly state: ListControls
  readonly rows: readonly AuditEvent[]
}

export function AuditFilters({ state, rows }: AuditFiltersProps) {
  const t = useText()
  const { timeZone } = useFormat()
  const zone = t(`shell:timeZones.${timeZone}`)
  return (
    <>
      <ActionFilter state={state} rows={rows} />
      <NativeSelect
        aria-label={t('audit:column.result')}
        value={state.filter('result') ?? ''}
        onChange={event => state.change({ result: event.currentTarget.value })}
        data={[
          { value: '', label: t('audit:filter.allResults') },
          { value: 'ok', label: t('audit:filter.done') },
          { value: 'refused', label: t('audit:filter.refused') },
        ]}
      />
      {(['username', 'address'] as const).map(name => (
        <SearchField
          key={name}
          label={t(`audit:filter.${name}`)}
          value={state.filter(name) ?? ''}
          onChange={value => state.change({ [name]: value })}
        />
      ))}
      {(['from', 'to'] as const).map(name => (
        <TextInput
          key={name}
          type="datetime-local"
          aria-label={t(`audit:filter.${name}`, { zone })}
          title={t(`audit:filter.${name}`, { zone })}
          leftSection={
            <Text size="sm" c="dimmed">
              {t(`audit:filter.brief.${name}`)}
            </Text>
          }
          leftSectionWidth={52}
          value={dateTimeLocalOf(state.filter(name) ?? '', timeZone)}
          onChange={event => state.change({ [name]: instantOf(event.currentTarget.value, timeZone) })}
        />
      ))}
    </>
  )
}

/** Offers the actions that have been seen. */
function ActionFilter({ state, rows }: AuditFiltersProps) {
  const t = useText()
  const chosen = state.filter('action') ?? ''
  const seen = new Set([...rows.map(({ action }) => action), chosen].filter(Boolean))
  return (
    <NativeSelect
      aria-label={t('audit:column.action')}
      value={chosen}
      onChange={event => state.change({ action: event.currentTarget.value })}
      data={[{ value: '', label: t('audit:allActions') }, ...[...seen].sort()]}
    />
  )
}
