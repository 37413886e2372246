import { instanceList, instanceView, topicDelete, topicList, topicSubscriptions } from '@gantry/contract'
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

export function TopicDelete() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const close = useClose(paths.topic(instanceId, topic))
  const leave = useLeaveFor(paths.topics(instanceId))
  const change = useChange(topicDelete, {
    invalidates: [topicList, instanceView, instanceList],
    onSuccess: () => {
      notifyDone(t('topics:delete.done', { topic }))
      leave()
    },
  })
  const online = useOnlineGroups(instanceId, topic)
  return (
    <ConfirmDialog
      title={t('topics:delete.title')}
      consequences={[
        t('topics:delete.stops'),
        ...(online.length > 0 ? [t('topics:delete.online', { groups: online.join(', ') })] : []),
        t('topics:delete.goes'),
        t('topics:delete.final'),
      ]}
      nameToType={topic}
      confirmLabel={t('topics:delete.submit')}
      onConfirm={() => change.mutate({ params: { instanceId, topic }, query: { confirm: topic } })}
      onClose={close}
      isPending={change.isPending}
      refusal={useRefusal(topicDelete)}
      error={change.error}
    />
  )
}

/** Who consumes it this moment: the deletion hits them first. */
function useOnlineGroups(instanceId: string, topic: string): readonly string[] {
  const { data } = useQuery(read(topicSubscriptions, { params: { instanceId, topic } }))
  return data?.items.filter(({ isOnline }) => isOnline).map(({ group }) => group) ?? []
}
