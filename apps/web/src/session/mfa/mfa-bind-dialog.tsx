import { useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { useClose } from '../../links/use-close.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DeviceBinding } from './device-binding.tsx'
import { RecoveryCodeList } from './recovery-code-list.tsx'

/** For who switches it on alone. */
export function MfaBindDialog() {
  const t = useText()
  const close = useClose(paths.profile())
  const [codes, setCodes] = useState<readonly string[]>()
  return (
    <Dialog title={t('mfa:bind.title')} onClose={close} isInsistent={codes !== undefined}>
      {codes ? (
        <RecoveryCodeList codes={codes} doneLabel={t('mfa:recovery.kept')} onDone={close} />
      ) : (
        <DeviceBinding cancelLabel={t('common:cancel')} onCancel={close} onBound={setCodes} />
      )}
    </Dialog>
  )
}
