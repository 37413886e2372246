/** Sends one message of the kind that the topic holds. */
import { messageSend, type ResponseOf, type Topic, topicView } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/read.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useFormat } from '../ui/format-context.tsx'
import { draftProblems, EMPTY_DRAFT, toMessage } from './message-draft.ts'
import { BodyFields, PropertyFields, TagAndKeyFields, TypeFields } from './message-fields.tsx'
import { MessageSent } from './message-sent.tsx'

/** Opens once it is known what the topic holds. */
export function MessageSendForm() {
  const params = { instanceId: useParam('instanceId'), topic: useParam('topic') }
  const { data } = useQuery(read(topicView, { params }))
  return data ? <SendForm topic={data.topic} /> : null
}

function SendForm({ topic: { topic, messageType, state, granted } }: { readonly topic: Topic }) {
  const t = useText()
  const { timeZone } = useFormat()
  const instanceId = useParam('instanceId')
  const close = useClose(paths.topic(instanceId, topic))
  const [sent, setSent] = useState<ResponseOf<typeof messageSend>>()
  const type = messageType ?? 'NORMAL'
  const contractForm = useContractForm({
    endpoint: messageSend,
    initialValues: EMPTY_DRAFT,
    toInput: draft => ({ params: { instanceId, topic }, body: toMessage(draft, type, timeZone) }),
    check: draft => draftProblems(draft, type, timeZone, Date.now()),
    invalidates: [topicView],
    onSuccess: setSent,
  })
  const { form } = contractForm
  const onlySubscribe = granted === 'SUBSCRIBE' ? t('topics:onlySubscribe') : undefined
  const missing = state === 'MISSING_ON_BROKER' ? t('topics:missingReason') : undefined
  return (
    <FormDialog
      title={t('messages:send.titleOf', { topic })}
      of={contractForm}
      submitLabel={t(sent ? 'messages:send.again' : 'messages:send.submit')}
      onClose={close}
      size="xl"
      refusal={onlySubscribe ?? missing}
    >
      {sent && <MessageSent sent={sent} />}
      <BodyFields form={form} messageType={type} />
      <TagAndKeyFields form={form} />
      <TypeFields form={form} messageType={type} />
      <PropertyFields form={form} />
    </FormDialog>
  )
}
