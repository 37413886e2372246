import { groupDelete, groupList, groupView, instanceList, instanceView } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose, useLeaveFor } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

export function GroupDelete() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const close = useClose(paths.group(instanceId, group))
  const { data } = useQuery(read(groupView, { params: { instanceId, group } }))
  const leave = useLeaveFor(paths.groups(instanceId, data?.group.protocol))
  const change = useChange(groupDelete, {
    invalidates: [groupList, instanceView, instanceList],
    onSuccess: () => {
      notifyDone(t('groups:delete.done', { group }))
      leave()
    },
  })
  const onlyUsed = data?.group.isChangeable === false ? t('groups:onlyUsed') : undefined
  const refusal = useRefusal(groupDelete) ?? onlyUsed
  const clients = data?.group.clients ?? 0
  return (
    <ConfirmDialog
      title={t('groups:delete.title')}
      consequences={[
        t('groups:delete.refused'),
        t('groups:delete.connected'),
        ...(clients > 0 ? [t('groups:delete.online', { clients })] : []),
        t('groups:delete.progress'),
      ]}
      nameToType={group}
      confirmLabel={t('groups:delete.submit')}
      onConfirm={() => change.mutate({ params: { instanceId, group }, query: { confirm: group } })}
      onClose={close}
      isPending={change.isPending}
      refusal={refusal}
      error={change.error}
    />
  )
}
