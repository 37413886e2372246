import { instanceList, instanceView, topicCreate, topicList } from '@gantry/contract'
import {
  DESCRIPTION_LENGTH,
  MESSAGE_TYPE_FACTS,
  MESSAGE_TYPES,
  type MessageType,
  TOPIC_LENGTH,
} from '@gantry/rules'
import { Radio, Stack } from '@mantine/core'
import { useNavigate } from 'react-router'
import { FormDialog } from '../form/form-dialog.tsx'
import { LimitedText } from '../form/limited-text.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useFormat } from '../ui/format-context.tsx'
import { notifyDone } from '../ui/notify.ts'

interface Values extends Record<string, unknown> {
  topic: string
  messageType: MessageType
  description: string
}

const initialValues: Values = { topic: '', messageType: 'NORMAL', description: '' }

export function TopicCreateForm() {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const instanceId = useParam('instanceId')
  const close = useClose(paths.topics(instanceId))
  const contractForm = useContractForm({
    endpoint: topicCreate,
    initialValues,
    toInput: body => ({ params: { instanceId }, body }),
    invalidates: [topicList, instanceView, instanceList],
    onSuccess: ({ topic, outcomes }) => {
      if (topic.state === 'INCOMPLETE') {
        // It stands on some brokers only: what to do about it is decided there.
        void navigate(paths.topicRepair(instanceId, topic.topic), { replace: true, state: { outcomes } })
        return
      }
      notifyDone(t('topics:create.done', { topic: topic.topic }))
      close()
    },
  })
  const { form } = contractForm
  return (
    <FormDialog
      title={t('topics:create.title')}
      of={contractForm}
      submitLabel={t('topics:create.submit')}
      onClose={close}
    >
      <LimitedText
        label={t('topics:column.topic')}
        limits={TOPIC_LENGTH}
        hint={t('topics:create.nameHint')}
        required
        data-autofocus
        {...form.getInputProps('topic')}
      />
      <Radio.Group
        label={t('topics:column.messageType')}
        description={t('topics:create.typeHint')}
        required
        {...form.getInputProps('messageType')}
      >
        <Stack gap="xs" mt="xs">
          {MESSAGE_TYPES.map(type => (
            <Radio
              key={type}
              value={type}
              label={t(`topics:type.${type}`)}
              description={`${t(`topics:typeAbout.${type}`)} ${t('topics:create.bodyUpTo', {
                size: format.bytes(MESSAGE_TYPE_FACTS[type].maxBodyBytes),
              })}`}
            />
          ))}
        </Stack>
      </Radio.Group>
      <LimitedText
        label={t('topics:column.description')}
        limits={DESCRIPTION_LENGTH}
        isLong
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}
