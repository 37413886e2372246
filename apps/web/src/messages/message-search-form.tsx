import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSearchParams } from 'react-router'
import { dateTimeLocalOf, instantOf } from '../form/instant.ts'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'
import type { Way } from './search-params.ts'

const HOUR_MS = 3_600_000
const FIELDS = ['messageId', 'key', 'from', 'to', 'tag', 'filter', 'order'] as const
type Fields = Record<(typeof FIELDS)[number], string>

/** What is typed goes into the URL when it is sent; the results follow the URL. */
export function MessageSearchForm({ way }: { readonly way: Way }) {
  const t = useText()
  const { timeZone } = useFormat()
  const [search, setSearch] = useSearchParams()
  const form = useForm<Fields>({ initialValues: typedOf(search, timeZone) })
  const submit = (fields: Fields): void => {
    const next = {
      ...fields,
      from: instantOf(fields.from, timeZone),
      to: fields.to && instantOf(fields.to, timeZone),
      by: way,
    }
    const wanted =
      way === 'time' || way === 'tail' ? OF_WAY[way] : ([way === 'id' ? 'messageId' : 'key'] as const)
    const kept = wanted.map(name => [name, next[name]] as const).filter(([, value]) => value !== '')
    setSearch(new URLSearchParams([['by', way], ...kept.map(pair => [...pair])]))
  }
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate aria-label={t('messages:title')}>
      <Group align="flex-start" gap="sm">
        {way === 'id' && (
          <TextInput
            label={t('messages:search.id')}
            description={t('messages:search.idHint')}
            style={{ flex: '1 1 20rem' }}
            maxLength={128}
            {...form.getInputProps('messageId')}
          />
        )}
        {way === 'key' && (
          <TextInput
            label={t('messages:search.key')}
            description={t('messages:search.keyHint')}
            style={{ flex: '1 1 20rem' }}
            maxLength={128}
            {...form.getInputProps('key')}
          />
        )}
        {way === 'time' && <TimeFields form={form} />}
        {(way === 'time' || way === 'tail') && <FilterFields form={form} />}
      </Group>
      <Group mt="sm" gap="xs">
        <Button type="submit" leftSection={<Icon name="search" size={16} />}>
          {t('messages:search.submit')}
        </Button>
        {way === 'time' && (
          <Button variant="default" onClick={() => submit({ ...form.values, ...lastHour(timeZone) })}>
            {t('messages:search.lastHour')}
          </Button>
        )}
      </Group>
    </form>
  )
}

const OF_WAY = { time: ['from', 'to', 'tag', 'filter', 'order'], tail: ['tag', 'filter'] } as const

type FieldsProps = { readonly form: ReturnType<typeof useForm<Fields>> }

function TimeFields({ form }: FieldsProps) {
  const t = useText()
  const { timeZone } = useFormat()
  const zone = t(`shell:timeZones.${timeZone}`)
  return (
    <>
      <TextInput
        type="datetime-local"
        step={1}
        label={t('messages:search.from', { zone })}
        {...form.getInputProps('from')}
      />
      <TextInput
        type="datetime-local"
        step={1}
        label={t('messages:search.to', { zone })}
        description={t('messages:search.toHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('to')}
      />
      <NativeSelect
        label={t('messages:search.order')}
        data={(['newest', 'oldest'] as const).map(value => ({ value, label: t(`messages:search.${value}`) }))}
        {...form.getInputProps('order')}
      />
    </>
  )
}

function FilterFields({ form }: FieldsProps) {
  const t = useText()
  return (
    <>
      <TextInput
        label={t('messages:search.tag')}
        description={t('messages:search.tagHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={512}
        {...form.getInputProps('tag')}
      />
      <TextInput
        label={t('messages:search.filter')}
        description={t('messages:search.filterHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        style={{ flex: '1 1 18rem' }}
        maxLength={2_000}
        {...form.getInputProps('filter')}
      />
    </>
  )
}

function typedOf(search: URLSearchParams, timeZone: 'UTC' | 'local'): Fields {
  const fields = Object.fromEntries(FIELDS.map(name => [name, search.get(name) ?? '']))
  const { from = '', to = '', order = '', messageId = '', key = '', tag = '', filter = '' } = fields
  return {
    messageId,
    key,
    tag,
    filter,
    from: dateTimeLocalOf(from, timeZone) || lastHour(timeZone).from,
    to: dateTimeLocalOf(to, timeZone),
    order: order === 'oldest' ? 'oldest' : 'newest',
  }
}

function lastHour(timeZone: 'UTC' | 'local'): Pick<Fields, 'from' | 'to'> {
  return { from: dateTimeLocalOf(new Date(Date.now() - HOUR_MS).toISOString(), timeZone), to: '' }
}
