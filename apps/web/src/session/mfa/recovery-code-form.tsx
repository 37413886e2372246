import { mfaView, recoveryCodeCreate } from '@gantry/contract'
import { Text } from '@mantine/core'
import { useState } from 'react'
import { FormDialog } from '../../form/form-dialog.tsx'
import { useContractForm } from '../../form/use-contract-form.tsx'
import { useText } from '../../i18n/text.ts'
import { useClose } from '../../links/use-close.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { NO_PROOF, ProofFields } from './proof-fields.tsx'
import { RecoveryCodeList } from './recovery-code-list.tsx'

export function RecoveryCodeForm() {
  const t = useText()
  const close = useClose(paths.profile())
  const [codes, setCodes] = useState<readonly string[]>()
  const contractForm = useContractForm({
    endpoint: recoveryCodeCreate,
    initialValues: NO_PROOF,
    toInput: body => ({ body }),
    invalidates: [mfaView],
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
  })
  const title = t('mfa:recovery.title')
  if (codes) {
    return (
      <Dialog title={title} onClose={close} isInsistent>
        <RecoveryCodeList codes={codes} doneLabel={t('mfa:recovery.kept')} onDone={close} />
      </Dialog>
    )
  }
  return (
    <FormDialog title={title} of={contractForm} submitLabel={t('mfa:recovery.submit')} onClose={close}>
      <Text size="sm">{t('mfa:recovery.replaces')}</Text>
      <ProofFields form={contractForm.form} />
    </FormDialog>
  )
}
