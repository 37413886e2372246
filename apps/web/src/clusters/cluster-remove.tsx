import { clusterDelete, clusterList, clusterView } from '@gantry/contract'
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

export function ClusterRemove() {
  const t = useText()
  const clusterId = useParam('clusterId')
  const close = useClose(paths.clusters())
  const { data } = useQuery(read(clusterView, { params: { clusterId } }))
  const refusal = useRefusal(clusterDelete)
  const change = useChange(clusterDelete, {
    invalidates: [clusterList],
    onSuccess: () => {
      notifyDone(t('clusters:remove.done'))
      close()
    },
  })
  if (!data) return null
  return (
    <ConfirmDialog
      title={t('clusters:remove.title')}
      consequences={[t('clusters:remove.forgets'), t('clusters:remove.stays'), t('clusters:remove.needs')]}
      nameToType={data.cluster.name}
      confirmLabel={t('clusters:remove.submit')}
      onConfirm={() => change.mutate({ params: { clusterId } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    />
  )
}
