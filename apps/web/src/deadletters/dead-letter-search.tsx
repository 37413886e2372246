import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSearchParams } from 'react-router'
import { dateTimeLocalOf, instantOf } from '../form/instant.ts'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'

const WAYS = ['range', 'id'] as const
type Way = (typeof WAYS)[number]

export interface DeadLetterSearch {
  readonly way: Way
  /** Empty parts are not asked for. */
  readonly query: { readonly from?: string; readonly to?: string; readonly messageId?: string }
}

/** What the URL asks for. */
export function searchOf(search: URLSearchParams): DeadLetterSearch {
  const way = search.get('by') === 'id' ? 'id' : 'range'
  const names = way === 'id' ? (['messageId'] as const) : (['from', 'to'] as const)
  const query = Object.fromEntries(
    names.flatMap(name => {
      const value = search.get(name)
      return value ? [[name, value]] : []
    }),
  )
  return { way, query }
}

/** What is typed goes into the URL when it is sent; the list follows the URL. */
export function DeadLetterSearchForm() {
  const t = useText()
  const { timeZone } = useFormat()
  const [search, setSearch] = useSearchParams()
  const { way, query } = searchOf(search)
  const form = useForm({
    initialValues: {
      from: dateTimeLocalOf(query.from ?? '', timeZone),
      to: dateTimeLocalOf(query.to ?? '', timeZone),
      messageId: query.messageId ?? '',
    },
  })
  const submit = ({ from, to, messageId }: typeof form.values): void => {
    const wanted =
      way === 'id'
        ? { messageId: messageId.trim() }
        : { from: instantOf(from, timeZone), to: instantOf(to, timeZone) }
    const kept = Object.entries(wanted).filter(([, value]) => value !== '')
    setSearch(new URLSearchParams([['by', way], ...kept]))
  }
  const zone = t(`shell:timeZones.${timeZone}`)
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate aria-label={t('deadletters:search.title')}>
      <Stack gap="sm" align="flex-start">
        <SegmentedControl
          aria-label={t('deadletters:search.way')}
          value={way}
          onChange={by => setSearch(new URLSearchParams({ by }))}
          data={WAYS.map(value => ({ value, label: t(`deadletters:search.${value}`) }))}
        />
        <Group align="flex-end" gap="sm">
          {way === 'id' ? (
            <TextInput
              label={t('deadletters:search.messageId')}
              style={{ flex: '1 1 20rem' }}
              maxLength={128}
              {...form.getInputProps('messageId')}
            />
          ) : (
            (['from', 'to'] as const).map(name => (
              <TextInput
                key={name}
                type="datetime-local"
                step={1}
                label={t(`deadletters:search.${name}`, { zone })}
                {...form.getInputProps(name)}
              />
            ))
          )}
          <Button type="submit" leftSection={<Icon name="search" size={16} />}>
            {t('deadletters:search.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
