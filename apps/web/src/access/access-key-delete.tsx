import { accessKeyDelete, accessKeyList } from '@gantry/contract'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useSettled } from './use-settled.ts'

export function AccessKeyDelete() {
  const t = useText()
  const accessKey = useParam('accessKey')
  const close = useClose(paths.accessKeys())
  const change = useChange(accessKeyDelete, { invalidates: [accessKeyList], onSuccess: useSettled(close) })
  return (
    <ConfirmDialog
      title={t('access:keys.delete')}
      consequences={[t('access:keys.deleteAbout', { accessKey })]}
      confirmLabel={t('access:keys.delete')}
      onConfirm={() => change.mutate({ params: { accessKey } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
    />
  )
}
