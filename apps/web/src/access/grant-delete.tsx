import { grantDelete, grantList } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useSettled } from './use-settled.ts'

export function GrantDelete() {
  const t = useText()
  const params = { instanceId: useParam('instanceId'), topic: useParam('topic') }
  const grantId = useParam('grantId')
  const close = useClose(paths.topic(params.instanceId, params.topic, 'grants'))
  const { data } = useQuery(read(grantList, { params }))
  const change = useChange(grantDelete, { invalidates: [grantList], onSuccess: useSettled(close) })
  const refusal = useRefusal(grantDelete)
  const grant = data?.items.find(each => each.grantId === grantId)
  if (!grant) return null
  return (
    <ConfirmDialog
      title={`${t('access:grants.revoke')}: ${grant.granteeName}`}
      consequences={[t('access:grants.revokeAbout', { topic: params.topic })]}
      confirmLabel={t('access:grants.revokeSubmit')}
      onConfirm={() => change.mutate({ params: { ...params, grantId } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    />
  )
}
