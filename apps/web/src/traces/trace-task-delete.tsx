import { traceTaskDelete, traceTaskList } from '@gantry/contract'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

export function TraceTaskDelete() {
  const t = useText()
  const params = { instanceId: useParam('instanceId'), taskId: useParam('taskId') }
  const close = useClose(paths.traces(params.instanceId))
  const change = useChange(traceTaskDelete, {
    invalidates: [traceTaskList],
    onSuccess: () => {
      notifyDone(t('common:success'))
      close()
    },
  })
  return (
    <ConfirmDialog
      title={t('traces:delete.title')}
      consequences={[t('traces:delete.about')]}
      confirmLabel={t('traces:delete.submit')}
      onConfirm={() => change.mutate({ params })}
      onClose={close}
      isPending={change.isPending}
      refusal={useRefusal(traceTaskDelete)}
      error={change.error}
    />
  )
}
