import { clusterCreate, clusterList } from '@gantry/contract'
import { FormDialog } from '../form/form-dialog.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'
import { ClusterFields, NEW_CLUSTER, settingsOf } from './cluster-fields.tsx'
import { TestButton, TestResult, useClusterTest } from './cluster-test.tsx'

export function ClusterCreateForm() {
  const t = useText()
  const close = useClose(paths.clusters())
  const test = useClusterTest()
  const contractForm = useContractForm({
    endpoint: clusterCreate,
    initialValues: NEW_CLUSTER,
    toInput: values => ({ body: settingsOf(values) }),
    invalidates: [clusterList],
    onSuccess: ({ name }) => {
      notifyDone(t('clusters:add.done', { name }))
      close()
    },
  })
  return (
    <FormDialog
      title={t('clusters:add.title')}
      of={contractForm}
      submitLabel={t('clusters:add.submit')}
      onClose={close}
      extra={<TestButton test={test} form={contractForm.form} />}
    >
      <ClusterFields form={contractForm.form} />
      <TestResult test={test} />
    </FormDialog>
  )
}
