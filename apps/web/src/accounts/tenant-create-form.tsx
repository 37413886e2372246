import { accountCreate, accountList } from '@gantry/contract'
import { FormDialog } from '../form/form-dialog.tsx'
import { LimitedText } from '../form/limited-text.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

const NAME_LENGTH = { min: 1, max: 64 } as const

export function TenantCreateForm() {
  const t = useText()
  const close = useClose(paths.accounts())
  const contractForm = useContractForm({
    endpoint: accountCreate,
    initialValues: { name: '' },
    toInput: body => ({ body }),
    invalidates: [accountList],
    onSuccess: () => {
      notifyDone(t('accounts:tenants.done'))
      close()
    },
  })
  return (
    <FormDialog
      title={t('accounts:tenants.create')}
      of={contractForm}
      submitLabel={t('accounts:tenants.submit')}
      onClose={close}
    >
      <LimitedText
        label={t('accounts:tenants.name')}
        limits={NAME_LENGTH}
        required
        data-autofocus
        {...contractForm.form.getInputProps('name')}
      />
    </FormDialog>
  )
}
