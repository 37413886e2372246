import { instanceDelete, instanceList, instanceView } from '@gantry/contract'
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

export function InstanceDelete() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const close = useClose(paths.instance(instanceId))
  const { data } = useQuery(read(instanceView, { params: { instanceId } }))
  const refusal = useRefusal(instanceDelete)
  const leave = useLeaveFor(paths.instances())
  const change = useChange(instanceDelete, {
    invalidates: [instanceList],
    onSuccess: () => {
      notifyDone(t('instances:delete.done'))
      leave()
    },
  })
  if (!data) return null
  return (
    <ConfirmDialog
      title={t('instances:delete.title')}
      consequences={[t('instances:delete.ends'), t('instances:delete.needs'), t('instances:delete.final')]}
      nameToType={data.instance.name}
      confirmLabel={t('instances:delete.submit')}
      onConfirm={() => change.mutate({ params: { instanceId } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    />
  )
}
