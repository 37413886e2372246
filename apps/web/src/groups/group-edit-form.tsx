import { type Group, groupList, group as groupSchema, groupUpdate, groupView } from '@gantry/contract'
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

/** Opens once the group is there to be edited. */
export function GroupEditForm() {
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  const { data } = useQuery(read(groupView, { params }))
  return data ? <EditForm group={data.group} /> : null
}

function EditForm({ group: { group, description, version, isChangeable } }: { readonly group: Group }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const close = useClose(paths.group(instanceId, group))
  const restored = useRestored(groupUpdate.body)
  const contractForm = useContractForm({
    endpoint: groupUpdate,
    initialValues: { description, version, ...restored },
    toInput: body => ({ params: { instanceId, group }, body }),
    invalidates: [groupList, groupView],
    onSuccess: () => {
      notifyDone(t('common:success'))
      close()
    },
  })
  const { form, failure, dismiss } = contractForm
  const theirs = staleState(groupSchema, failure)
  const settle = (values: { description?: string; version: number }): void => {
    form.setValues(values)
    dismiss()
  }
  return (
    <FormDialog
      title={t('groups:edit.title')}
      of={contractForm}
      submitLabel={t('common:save')}
      onClose={close}
      refusal={isChangeable ? undefined : t('groups:onlyUsed')}
      stale={
        theirs && (
          <StaleNotice
            facts={[{ label: t('groups:column.description'), value: theirs.description || '–' }]}
            onTake={() => settle({ description: theirs.description, version: theirs.version })}
            onKeep={() => settle({ version: theirs.version })}
          />
        )
      }
    >
      <RestoredNotice restored={restored} />
      <LimitedText
        label={t('groups:column.description')}
        limits={DESCRIPTION_LENGTH}
        isLong
        data-autofocus
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}
