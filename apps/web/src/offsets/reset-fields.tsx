/** Topic, and where to go: what the dialog of a reset asks first. */
import { consumerProgress, groupSubscriptions, offsetRange } from '@gantry/contract'
import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { dateTimeLocalOf } from '../form/instant.ts'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { queueName, type ResetChoice, STRATEGIES } from './reset-request.ts'

export interface ResetFieldsProps {
  readonly of: { readonly instanceId: string; readonly group: string }
  readonly choice: ResetChoice
  readonly onChange: (change: Partial<ResetChoice>) => void
}

export function ResetFields({ of, choice, onChange }: ResetFieldsProps) {
  const t = useText()
  const topics = useQuery(read(groupSubscriptions, { params: of }))
  return (
    <>
      <NativeSelect
        label={t('offsets:column.topic')}
        required
        value={choice.topic}
        data={[
          { value: '', label: t('offsets:reset.chooseTopic') },
          ...(topics.data?.items ?? []).map(({ topic }) => ({ value: topic, label: topic })),
        ]}
        onChange={event => onChange({ topic: event.currentTarget.value })}
        data-autofocus
      />
      <Radio.Group
        label={t('offsets:reset.strategy')}
        value={choice.strategy}
        onChange={strategy => onChange({ strategy: STRATEGIES.find(each => each === strategy) ?? 'latest' })}
      >
        <Stack gap="xs" mt="xs">
          {STRATEGIES.map(strategy => (
            <Radio key={strategy} value={strategy} label={t(`offsets:strategy.${strategy}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {choice.strategy === 'time' && <TimeField of={of} choice={choice} onChange={onChange} />}
      {choice.strategy === 'queue' && <QueueFields of={of} choice={choice} onChange={onChange} />}
    </>
  )
}

/** Only what is stored can be chosen. */
function TimeField({ of, choice, onChange }: ResetFieldsProps) {
  const t = useText()
  const format = useFormat()
  const { data } = useQuery({
    ...read(offsetRange, { params: of, query: { topic: choice.topic } }),
    enabled: choice.topic !== '',
  })
  const { oldestStoredAt: oldest, newestStoredAt: newest } = data ?? {}
  const limits = oldest && newest
  return (
    <TextInput
      type="datetime-local"
      step={1}
      required
      label={t('offsets:reset.time', { zone: format.timeZone === 'UTC' ? 'UTC' : t('offsets:reset.local') })}
      description={
        limits
          ? t('offsets:reset.stored', { oldest: format.dateTime(oldest), newest: format.dateTime(newest) })
          : data && t('offsets:reset.nothingStored')
      }
      value={choice.time}
      min={limits ? dateTimeLocalOf(oldest, format.timeZone) : undefined}
      max={limits ? dateTimeLocalOf(newest, format.timeZone) : undefined}
      onChange={event => onChange({ time: event.currentTarget.value })}
    />
  )
}

function QueueFields({ of, choice, onChange }: ResetFieldsProps) {
  const t = useText()
  const { data } = useQuery(read(consumerProgress, { params: of }))
  const queues = (data?.items ?? [])
    .filter(({ topic }) => topic === choice.topic)
    .map(({ brokerName, queueId }) => queueName(brokerName, queueId))
  return (
    <>
      <NativeSelect
        label={t('offsets:column.queue')}
        required
        value={choice.queue}
        data={['', ...queues]}
        onChange={event => onChange({ queue: event.currentTarget.value })}
      />
      <TextInput
        label={t('offsets:reset.offset')}
        required
        inputMode="numeric"
        value={choice.offset}
        onChange={event => onChange({ offset: event.currentTarget.value })}
      />
    </>
  )
}
