import {
  groupList,
  STATISTICS_COMPARISONS,
  STATISTICS_INTERVALS,
  STATISTICS_METRICS,
  topicList,
} from '@gantry/contract'
import { Button, Group, NativeSelect, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { read } from '../api/read.ts'
import { useSeesWhole } from '../api/session.ts'
import { dateTimeLocalOf, instantOf } from '../form/instant.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import type { StatisticsTab } from '../paths.ts'
import { useFormat } from '../ui/format-context.tsx'
import { searchOf } from './statistics-search.ts'

interface Fields {
  topic: string | null
  group: string | null
  metric: string
  interval: string
  compare: string
  from: string
  to: string
}

/** What is chosen goes into the URL when it is sent; the figures follow the URL. */
export function StatisticsForm({ tab }: { readonly tab: StatisticsTab }) {
  const t = useText()
  const { timeZone } = useFormat()
  const [search, setSearch] = useSearchParams()
  const { topic = null, group = null, metric, interval, compare = '', from = '', to = '' } = searchOf(search)
  const form = useForm<Fields>({
    initialValues: {
      topic,
      group,
      metric,
      interval,
      compare,
      from: dateTimeLocalOf(from, timeZone),
      to: dateTimeLocalOf(to, timeZone),
    },
  })
  const submit = (fields: Fields): void => {
    const next = {
      ...fields,
      from: fields.from && instantOf(fields.from, timeZone),
      to: fields.to && instantOf(fields.to, timeZone),
    }
    const chosen = Object.entries(next).flatMap(([name, value]) => (value ? [[name, value]] : []))
    setSearch(new URLSearchParams(chosen))
  }
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate aria-label={t(`statistics:tab.${tab}`)}>
      <Group align="flex-start" gap="sm">
        <Resource tab={tab} form={form} />
        <NativeSelect
          label={t('statistics:field.metric')}
          data={STATISTICS_METRICS.map(value => ({ value, label: t(`statistics:metric.${value}`) }))}
          {...form.getInputProps('metric')}
        />
        <NativeSelect
          label={t('statistics:field.interval')}
          data={STATISTICS_INTERVALS.map(value => ({ value, label: t(`statistics:interval.${value}`) }))}
          {...form.getInputProps('interval')}
        />
        <RangeFields form={form} />
        <NativeSelect
          label={t('statistics:field.compare')}
          data={[
            { value: '', label: t('statistics:notCompared') },
            { value: STATISTICS_COMPARISONS[0], label: t('statistics:yesterday') },
          ]}
          {...form.getInputProps('compare')}
        />
      </Group>
      <Button type="submit" mt="sm">
        {t('statistics:submit')}
      </Button>
    </form>
  )
}

type FormProps = { readonly form: ReturnType<typeof useForm<Fields>> }

function RangeFields({ form }: FormProps) {
  const t = useText()
  const { timeZone } = useFormat()
  const zone = t(`shell:timeZones.${timeZone}`)
  return (
    <>
      <TextInput
        type="datetime-local"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        label={t('statistics:field.from', { zone })}
        description={t('statistics:field.fromHint')}
        {...form.getInputProps('from')}
      />
      <TextInput
        type="datetime-local"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        label={t('statistics:field.to', { zone })}
        description={t('statistics:field.toHint')}
        {...form.getInputProps('to')}
      />
    </>
  )
}

function Resource({ tab, form }: FormProps & { readonly tab: StatisticsTab }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const params = { instanceId }
  const seesWhole = useSeesWhole(instanceId)
  const input = { params, query: { limit: 1_000 } }
  const topics = useQuery({ ...read(topicList, input), staleTime: 60_000 })
  const groups = useQuery({ ...read(groupList, input), staleTime: 60_000, enabled: tab === 'consumption' })
  const shared = {
    searchable: true,
    clearable: true,
    placeholder: t(seesWhole ? 'statistics:field.whole' : 'statistics:field.granted'),
    nothingFoundMessage: t('common:nothingFound'),
    limit: 100,
    style: { flex: '1 1 14rem' },
  }
  return (
    <>
      {tab === 'consumption' && (
        <Select
          {...shared}
          label={t('statistics:field.group')}
          data={withChosen(groups.data?.items.map(({ group }) => group) ?? [], form.values.group)}
          {...form.getInputProps('group')}
        />
      )}
      <Select
        {...shared}
        label={t('statistics:field.topic')}
        data={withChosen(topics.data?.items.map(({ topic }) => topic) ?? [], form.values.topic)}
        {...form.getInputProps('topic')}
      />
    </>
  )
}

/** What is gone has figures still. */
function withChosen(names: readonly string[], chosen: string | null): string[] {
  return chosen === null || names.includes(chosen) ? [...names] : [...names, chosen]
}
