import { mfaUnbind, mfaView, sessionView } from '@gantry/contract'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/read.ts'
import { FormDialog } from '../../form/form-dialog.tsx'
import { useContractForm } from '../../form/use-contract-form.tsx'
import { useText } from '../../i18n/text.ts'
import { useClose } from '../../links/use-close.ts'
import { paths } from '../../paths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { NO_PROOF, ProofFields } from './proof-fields.tsx'

/** Where a device must be bound, another one follows at once. */
export function MfaUnbindForm() {
  const t = useText()
  const close = useClose(paths.profile())
  const { data } = useQuery(read(mfaView, {}))
  const kind = data?.isForced ? 'change' : 'unbind'
  const contractForm = useContractForm({
    endpoint: mfaUnbind,
    initialValues: NO_PROOF,
    toInput: body => ({ body }),
    invalidates: [mfaView, sessionView],
    onSuccess: () => {
      notifyDone(t('mfa:unbind.done'))
      close()
    },
  })
  return (
    <FormDialog
      title={t(`mfa:${kind}.title`)}
      of={contractForm}
      submitLabel={t(`mfa:${kind}.submit`)}
      onClose={close}
    >
      <Text size="sm">{t(`mfa:${kind}.about`)}</Text>
      <ProofFields form={contractForm.form} />
    </FormDialog>
  )
}
