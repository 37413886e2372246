import {
  type Cluster,
  clusterList,
  cluster as clusterSchema,
  clusterUpdate,
  clusterView,
  instanceList,
} from '@gantry/contract'
import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { StaleNotice, staleState } from '../form/stale-notice.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'
import { ClusterFields, type ClusterValues, settingsOf } from './cluster-fields.tsx'
import { TestButton, TestResult, useClusterTest } from './cluster-test.tsx'

export function ClusterEditForm() {
  const clusterId = useParam('clusterId')
  const { data } = useQuery(read(clusterView, { params: { clusterId } }))
  return data ? <EditForm cluster={data.cluster} /> : null
}

function EditForm({ cluster }: { readonly cluster: Cluster }) {
  const t = useText()
  const { clusterId } = cluster
  const close = useClose(paths.clusters())
  const test = useClusterTest(clusterId)
  const contractForm = useContractForm({
    endpoint: clusterUpdate,
    initialValues: valuesOf(cluster),
    toInput: values => ({
      params: { clusterId },
      // A key that was taken out of its field is taken away, the secret with it.
      body: { accessKey: null, ...settingsOf(values), readOnly: values.readOnly, version: values.version },
    }),
    invalidates: [clusterList, clusterView, instanceList],
    onSuccess: () => {
      notifyDone(t('common:success'))
      close()
    },
  })
  const { form, failure, dismiss } = contractForm
  const theirs = staleState(clusterSchema, failure)
  const settle = (values: Partial<ClusterValues>): void => {
    form.setValues(values)
    dismiss()
  }
  return (
    <FormDialog
      title={t('clusters:edit.title')}
      of={contractForm}
      submitLabel={t('common:save')}
      onClose={close}
      extra={<TestButton test={test} form={form} />}
      stale={
        theirs && (
          <StaleNotice
            facts={[
              { label: t('clusters:field.name'), value: theirs.name },
              { label: t('clusters:field.namesrvAddr'), value: theirs.namesrvAddr },
              { label: t('clusters:field.accessKey'), value: theirs.accessKey ?? '–' },
            ]}
            onTake={() => settle(valuesOf(theirs))}
            onKeep={() => settle({ version: theirs.version })}
          />
        )
      }
    >
      <ClusterFields form={form} hasSecretKey={cluster.hasSecretKey} />
      <Checkbox
        label={t('clusters:field.readOnly')}
        description={t('clusters:field.readOnlyHint')}
        {...form.getInputProps('readOnly', { type: 'checkbox' })}
      />
      <TestResult test={test} />
    </FormDialog>
  )
}

function valuesOf({ name, namesrvAddr, tls, accessKey, readOnly, version }: Cluster): ClusterValues {
  return { name, namesrvAddr, tls, accessKey: accessKey ?? '', secretKey: '', readOnly, version }
}
