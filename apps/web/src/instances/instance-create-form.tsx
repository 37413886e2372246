import { clusterList, instanceCreate, instanceList } from '@gantry/contract'
import { DEFAULT_SPECIFICATION, DESCRIPTION_LENGTH, INSTANCE_NAME_LENGTH } from '@gantry/rules'
import { NativeSelect, Radio, Stack } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { read } from '../api/read.ts'
import { useMe, useRefusal } from '../api/session.ts'
import { AccountSelect } from '../form/account-select.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { LimitedText } from '../form/limited-text.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'
import { SpecificationFields, type SpecificationValues } from './specification-fields.tsx'

interface Values extends Record<string, unknown> {
  name: string
  description: string
  clusterId: string
  /** Empty: the account of the installation, or the person's own. */
  accountId: string
  /** As the radio buttons hold it. */
  hasNamespace: 'yes' | 'no'
  specification: SpecificationValues
}

/** Opens once it is known where an instance may live. */
export function InstanceCreateForm() {
  const { data } = useQuery(read(clusterList, {}))
  const clusters = data?.items.map(({ cluster: { clusterId, name } }) => ({ value: clusterId, label: name }))
  return clusters ? <CreateForm clusters={clusters} /> : null
}

interface CreateFormProps {
  readonly clusters: readonly { readonly value: string; readonly label: string }[]
}

function CreateForm({ clusters }: CreateFormProps) {
  const t = useText()
  const navigate = useNavigate()
  const close = useClose(paths.instances())
  const initialValues: Values = {
    name: '',
    description: '',
    clusterId: clusters[0]?.value ?? '',
    accountId: '',
    hasNamespace: 'yes',
    specification: { ...DEFAULT_SPECIFICATION },
  }
  const contractForm = useContractForm({
    endpoint: instanceCreate,
    initialValues,
    toInput: ({ clusterId, accountId, hasNamespace, ...values }) => ({
      body: {
        ...values,
        ...(accountId !== '' && { accountId }),
        // As the field shows it, when the clusters came after the form.
        clusterId: clusterId || (clusters[0]?.value ?? ''),
        hasNamespace: hasNamespace === 'yes',
      },
    }),
    invalidates: [instanceList],
    onSuccess: ({ instanceId, name }) => {
      notifyDone(t('instances:create.done', { name }))
      void navigate(paths.instance(instanceId), { replace: true })
    },
  })
  const { form } = contractForm
  const mayNot = useRefusal(instanceCreate)
  return (
    <FormDialog
      title={t('instances:create.title')}
      of={contractForm}
      submitLabel={t('instances:create.submit')}
      onClose={close}
      refusal={mayNot ?? (clusters.length === 0 ? t('instances:create.noCluster') : undefined)}
    >
      <LimitedText
        label={t('instances:column.name')}
        limits={INSTANCE_NAME_LENGTH}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <NativeSelect
        label={t('instances:column.cluster')}
        data={[...clusters]}
        required
        {...form.getInputProps('clusterId')}
      />
      <OwnerField {...form.getInputProps('accountId')} />
      <Radio.Group
        label={t('instances:create.namespace')}
        description={t('instances:create.namespaceHint')}
        {...form.getInputProps('hasNamespace')}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="yes"
            label={t('instances:type.namespace')}
            description={t('instances:create.withNamespace')}
          />
          <Radio
            value="no"
            label={t('instances:type.default')}
            description={t('instances:create.withoutNamespace')}
          />
        </Stack>
      </Radio.Group>
      <SpecificationFields inputPropsOf={name => form.getInputProps(`specification.${name}`)} />
      <LimitedText
        label={t('instances:column.description')}
        limits={DESCRIPTION_LENGTH}
        isLong
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}

/** Administrators say whose the instance is to be; everybody else makes their own. */
function OwnerField(inputProps: GetInputPropsReturnType) {
  const t = useText()
  if (useMe()?.role !== 'administrator') return null
  return <AccountSelect placeholder={t('instances:create.firstAccount')} {...inputProps} />
}
