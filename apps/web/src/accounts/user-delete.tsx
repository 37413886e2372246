import { userDelete, userList, userView } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import type { TextKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

export function UserDelete() {
  const t = useText()
  const userId = useParam('userId')
  const close = useClose(paths.users())
  const { data } = useQuery(read(userView, { params: { userId } }))
  const change = useChange(userDelete, {
    invalidates: [userList],
    onSuccess: () => {
      notifyDone(t('accounts:remove.done'))
      close()
    },
  })
  const refusal = useRefusal(userDelete)
  const named = (key: TextKey, names: readonly string[]): string[] =>
    names.length > 0 ? [t(key, { names: names.join(', ') })] : []
  if (!data) return null
  const { user, tokens, sessions, accessKeys, grants, groups } = data
  return (
    <ConfirmDialog
      title={t('accounts:remove.title')}
      consequences={[
        t('accounts:remove.sessions', { count: sessions }),
        tokens.length > 0
          ? t('accounts:remove.tokens', { names: tokens.join(', ') })
          : t('accounts:remove.noTokens'),
        ...named('accounts:remove.accessKeys', accessKeys),
        ...named('accounts:remove.grants', grants),
        ...named(
          'accounts:remove.groups',
          groups.map(({ group }) => group),
        ),
        t('accounts:remove.audit'),
      ]}
      nameToType={user.username}
      confirmLabel={t('accounts:remove.submit')}
      onConfirm={() => change.mutate({ params: { userId }, query: { confirm: user.username } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    />
  )
}
