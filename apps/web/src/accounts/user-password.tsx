import { userList, userPasswordReset, userView } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { OneTimePassword } from './one-time-password.tsx'

export function UserPassword() {
  const t = useText()
  const userId = useParam('userId')
  const close = useClose(paths.users())
  const { data } = useQuery(read(userView, { params: { userId } }))
  const change = useChange(userPasswordReset, { invalidates: [userList, userView] })
  const refusal = useRefusal(userPasswordReset)
  if (!data) return null
  const title = `${t('accounts:password.title')}: ${data.user.username}`
  const { username } = data.user
  if (change.data) {
    const { password } = change.data
    return <OneTimePassword title={title} username={username} password={password} onClose={close} />
  }
  return (
    <ConfirmDialog
      title={title}
      consequences={[t('accounts:password.ends'), t('accounts:password.tokens')]}
      confirmLabel={t('accounts:password.submit')}
      onConfirm={() => change.mutate({ params: { userId } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    />
  )
}
