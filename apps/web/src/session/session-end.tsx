import { ownSessionDelete, ownSessionList } from '@gantry/contract'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

export function SessionEnd() {
  const t = useText()
  const sessionId = useParam('sessionId')
  const close = useClose(paths.profile())
  const change = useChange(ownSessionDelete, {
    invalidates: [ownSessionList],
    onSuccess: () => {
      notifyDone(t('session:sessions.ended'))
      close()
    },
  })
  return (
    <ConfirmDialog
      title={t('session:sessions.end')}
      consequences={[t('session:sessions.endAbout')]}
      confirmLabel={t('session:sessions.endSubmit')}
      onConfirm={() => change.mutate({ params: { sessionId } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
    />
  )
}
