import { type BodyInputOf, DEFAULT_TRACE_TOPIC, traceTaskCreate, traceTaskList } from '@gantry/contract'
import { Radio, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useNavigate, useSearchParams } from 'react-router'
import { FormDialog } from '../form/form-dialog.tsx'
import { dateTimeLocalOf, instantOf } from '../form/instant.ts'
import { useContractForm } from '../form/use-contract-form.tsx'
import { type Text, useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useFormat } from '../ui/format-context.tsx'
import { notifyDone } from '../ui/notify.ts'

const WAYS = ['messageId', 'key', 'topic'] as const
type Way = (typeof WAYS)[number]

interface Values extends Record<string, unknown> {
  by: Way
  topic: string
  messageId: string
  key: string
  around: string
  from: string
  to: string
  traceTopic: string
}

type Body = BodyInputOf<typeof traceTaskCreate>

/** What the way of searching asks for; fields of other ways may be filled in and are left out. */
function bodyOf(values: Values, timeZone: 'UTC' | 'local'): Body {
  const { by, topic, messageId, key } = values
  const traceTopic = values.traceTopic.trim() || DEFAULT_TRACE_TOPIC
  const around = instantOf(values.around, timeZone)
  if (by === 'messageId') return { topic, messageId, traceTopic, ...(around && { around }) }
  if (by === 'key') return { topic, key, traceTopic }
  return { topic, from: instantOf(values.from, timeZone), to: instantOf(values.to, timeZone), traceTopic }
}

export function TraceTaskForm() {
  const t = useText()
  const { timeZone } = useFormat()
  const navigate = useNavigate()
  const instanceId = useParam('instanceId')
  const search = useSearchParams()[0]
  const close = useClose(paths.traces(instanceId))
  const nowMs = Date.now()
  const initialValues: Values = {
    by: search.get('key') ? 'key' : 'messageId',
    topic: search.get('topic') ?? '',
    messageId: search.get('messageId') ?? '',
    key: search.get('key') ?? '',
    around: '',
    from: dateTimeLocalOf(new Date(nowMs - 600_000).toISOString(), timeZone),
    to: dateTimeLocalOf(new Date(nowMs).toISOString(), timeZone),
    traceTopic: DEFAULT_TRACE_TOPIC,
  }
  const contractForm = useContractForm({
    endpoint: traceTaskCreate,
    initialValues,
    toInput: values => ({ params: { instanceId }, body: bodyOf(values, timeZone) }),
    invalidates: [traceTaskList],
    onSuccess: () => {
      notifyDone(t('traces:create.done'))
      void navigate(paths.traces(instanceId), { replace: true })
    },
  })
  const { form } = contractForm
  return (
    <FormDialog
      title={t('traces:create.title')}
      of={contractForm}
      submitLabel={t('traces:create.submit')}
      onClose={close}
    >
      <Radio.Group label={t('traces:create.by')} {...form.getInputProps('by')}>
        <Stack gap="xs" mt="xs">
          {WAYS.map(way => (
            <Radio
              key={way}
              value={way}
              label={t(`traces:by.${way}`)}
              description={t(`traces:byAbout.${way}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput label={t('traces:column.topic')} required data-autofocus {...form.getInputProps('topic')} />
      <WayFields form={form} t={t} />
      <TextInput
        label={t('traces:column.traceTopic')}
        description={t('traces:create.traceTopicHint')}
        {...form.getInputProps('traceTopic')}
      />
    </FormDialog>
  )
}

interface WayFieldsProps {
  readonly form: UseFormReturnType<Values>
  readonly t: Text
}

function WayFields({ form, t }: WayFieldsProps) {
  const { timeZone } = useFormat()
  const zone = t(`shell:timeZones.${timeZone}`)
  const time = { type: 'datetime-local', step: 1 } as const
  if (form.values.by === 'key') {
    return <TextInput label={t('traces:field.key')} required {...form.getInputProps('key')} />
  }
  if (form.values.by === 'topic') {
    return (
      <>
        <TextInput {...time} label={t('traces:field.from', { zone })} {...form.getInputProps('from')} />
        <TextInput {...time} label={t('traces:field.to', { zone })} {...form.getInputProps('to')} />
      </>
    )
  }
  return (
    <>
      <TextInput label={t('traces:field.messageId')} required {...form.getInputProps('messageId')} />
      <TextInput
        {...time}
        label={t('traces:field.around', { zone })}
        description={t('traces:field.aroundHint')}
        {...form.getInputProps('around')}
      />
    </>
  )
}
