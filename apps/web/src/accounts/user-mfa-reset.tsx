import { userList, userMfaReset, userView } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

export function UserMfaReset() {
  const t = useText()
  const userId = useParam('userId')
  const close = useClose(paths.users())
  const { data } = useQuery(read(userView, { params: { userId } }))
  const change = useChange(userMfaReset, {
    invalidates: [userList, userView],
    onSuccess: () => {
      notifyDone(t('accounts:mfaReset.done'))
      close()
    },
  })
  const refusal = useRefusal(userMfaReset)
  if (!data) return null
  const { username, isMfaForced } = data.user
  return (
    <ConfirmDialog
      title={`${t('accounts:mfaReset.title')}: ${username}`}
      consequences={[
        t('accounts:mfaReset.ends'),
        t(isMfaForced ? 'accounts:mfaReset.binds' : 'accounts:mfaReset.passwordOnly'),
      ]}
      confirmLabel={t('accounts:mfaReset.submit')}
      onConfirm={() => change.mutate({ params: { userId } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    />
  )
}
