import {
  type Instance,
  instanceList,
  instance as instanceSchema,
  instanceUpdate,
  instanceView,
} from '@gantry/contract'
import { DEFAULT_SPECIFICATION, DESCRIPTION_LENGTH, INSTANCE_NAME_LENGTH } from '@gantry/rules'
import { Text } from '@mantine/core'
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
import { SpecificationFields, type SpecificationValues } from './specification-fields.tsx'

interface Values extends Record<string, unknown> {
  name: string
  description: string
  specification: SpecificationValues
  version: number
}

export function InstanceUpdateForm() {
  const instanceId = useParam('instanceId')
  const { data } = useQuery(read(instanceView, { params: { instanceId } }))
  return data ? <UpdateForm instance={data.instance} /> : null
}

function UpdateForm({ instance }: { readonly instance: Instance }) {
  const t = useText()
  const { instanceId, topicsUsed } = instance
  const close = useClose(paths.instance(instanceId))
  const restored = useRestored(instanceUpdate.body)
  const contractForm = useContractForm({
    endpoint: instanceUpdate,
    initialValues: { ...valuesOf(instance), ...restored },
    toInput: body => ({ params: { instanceId }, body }),
    invalidates: [instanceList, instanceView],
    onSuccess: () => {
      notifyDone(t('common:success'))
      close()
    },
  })
  const { form, failure, dismiss } = contractForm
  const theirs = staleState(instanceSchema, failure)
  const settle = (values: Partial<Values>): void => {
    form.setValues(values)
    dismiss()
  }
  return (
    <FormDialog
      title={t('instances:update.title')}
      of={contractForm}
      submitLabel={t('common:save')}
      onClose={close}
      stale={
        theirs && (
          <StaleNotice
            facts={factsOf(theirs).map(([key, value]) => ({ label: t(key), value }))}
            onTake={() => settle(valuesOf(theirs))}
            onKeep={() => settle({ version: theirs.version })}
          />
        )
      }
    >
      <RestoredNotice restored={restored} />
      <LimitedText
        label={t('instances:column.name')}
        limits={INSTANCE_NAME_LENGTH}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <SpecificationFields inputPropsOf={name => form.getInputProps(`specification.${name}`)} />
      <Text size="sm" c="dimmed">
        {t('instances:update.inUse', { topics: topicsUsed ?? '–' })}
      </Text>
      <LimitedText
        label={t('instances:column.description')}
        limits={DESCRIPTION_LENGTH}
        isLong
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}

function valuesOf({ name, description, specification, version }: Instance): Values {
  return { name, description, specification: { ...DEFAULT_SPECIFICATION, ...specification }, version }
}

function factsOf(instance: Instance) {
  const { name, description, specification } = valuesOf(instance)
  return [
    ['instances:column.name', name],
    ['instances:column.description', description || '–'],
    ['instances:specification.maxTopics', specification.maxTopics],
    ['instances:specification.inboundTps', specification.inboundTps],
    ['instances:specification.outboundTps', specification.outboundTps],
  ] as const
}
