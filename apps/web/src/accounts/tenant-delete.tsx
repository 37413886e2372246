import { accountDelete, accountList } from '@gantry/contract'
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

export function TenantDelete() {
  const t = useText()
  const accountId = useParam('accountId')
  const close = useClose(paths.accounts())
  const { data } = useQuery(read(accountList, { query: { q: accountId } }))
  const change = useChange(accountDelete, {
    invalidates: [accountList],
    onSuccess: () => {
      notifyDone(t('accounts:tenants.removed'))
      close()
    },
  })
  const refusal = useRefusal(accountDelete)
  const account = data?.items.find(each => each.accountId === accountId)
  if (!account) return null
  const { name } = account
  return (
    <ConfirmDialog
      title={t('accounts:tenants.remove')}
      consequences={[t('accounts:tenants.removeAbout')]}
      nameToType={name}
      confirmLabel={t('accounts:tenants.removeSubmit')}
      onConfirm={() => change.mutate({ params: { accountId }, query: { confirm: name } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    />
  )
}
