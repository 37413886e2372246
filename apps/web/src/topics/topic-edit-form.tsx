import { type Topic, topicList, topic as topicSchema, topicUpdate, topicView } from '@gantry/contract'
import { DESCRIPTION_LENGTH } from '@gantry/rules'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { LimitedText } from '../form/limited-text.tsx'
import { RestoredNotice } from '../form/restored-notice.tsx'
import { StaleNotice, staleState } from '../form/stale-notice.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { useRestored } from '../links/use-restored.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

/** Opens once the topic is there to be edited. */
export function TopicEditForm() {
  const params = { instanceId: useParam('instanceId'), topic: useParam('topic') }
  const { data } = useQuery(read(topicView, { params }))
  return data ? <EditForm topic={data.topic} /> : null
}

function EditForm({ topic: { topic, description, version } }: { readonly topic: Topic }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const close = useClose(paths.topic(instanceId, topic))
  const restored = useRestored(topicUpdate.body)
  const contractForm = useContractForm({
    endpoint: topicUpdate,
    initialValues: { description, version, ...restored },
    toInput: body => ({ params: { instanceId, topic }, body }),
    invalidates: [topicList, topicView],
    onSuccess: () => {
      notifyDone(t('common:success'))
      close()
    },
  })
  const { form, failure, dismiss } = contractForm
  const theirs = staleState(topicSchema, failure)
  const settle = (values: { description?: string; version: number }): void => {
    form.setValues(values)
    dismiss()
  }
  return (
    <FormDialog
      title={t('topics:edit.title')}
      of={contractForm}
      submitLabel={t('common:save')}
      onClose={close}
      stale={
        theirs && (
          <StaleNotice
            facts={[{ label: t('topics:column.description'), value: theirs.description || '–' }]}
            onTake={() => settle({ description: theirs.description, version: theirs.version })}
            onKeep={() => settle({ version: theirs.version })}
          />
        )
      }
    >
      <RestoredNotice restored={restored} />
      <LimitedText
        label={t('topics:column.description')}
        limits={DESCRIPTION_LENGTH}
        isLong
        data-autofocus
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}
