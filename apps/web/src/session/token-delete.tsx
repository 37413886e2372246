import { tokenDelete, tokenList } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

export function TokenDelete() {
  const t = useText()
  const tokenId = useParam('tokenId')
  const close = useClose(paths.profile())
  const { data } = useQuery(read(tokenList, {}))
  const name = data?.items.find(token => token.tokenId === tokenId)?.name
  const change = useChange(tokenDelete, {
    invalidates: [tokenList],
    onSuccess: () => {
      notifyDone(t('session:tokens.revoked'))
      close()
    },
  })
  return (
    <ConfirmDialog
      title={`${t('session:tokens.revoke')}${name ? `: ${name}` : ''}`}
      consequences={[t('session:tokens.revokeAbout')]}
      confirmLabel={t('session:tokens.revokeSubmit')}
      onConfirm={() => change.mutate({ params: { tokenId } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
    />
  )
}
