import { ownSessionDelete, ownSessionList } from '@gantry/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { isNotFound } from '../api/describe-error.ts'
import { forgetLostSession, queryClient } from '../api/query-client.ts'
import { read } from '../api/read.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

/** For who finds a sign-in that was not theirs, or forgot where they are signed in. */
export function SessionsEnd() {
  const t = useText()
  const close = useClose(paths.profile())
  const { data } = useQuery(read(ownSessionList, {}))
  const others = data?.items.filter(({ isCurrent }) => !isCurrent) ?? []
  const change = useMutation({
    mutationFn: () => Promise.all(others.map(({ sessionId }) => end(sessionId))),
    onSuccess: () => {
      notifyDone(t('session:sessions.othersEnded'))
      close()
    },
    onError: forgetLostSession,
    // Also when one of them could not be ended: the others are.
    onSettled: () => queryClient.invalidateQueries({ queryKey: [ownSessionList.id] }),
  })
  return (
    <ConfirmDialog
      title={t('session:sessions.endOthers')}
      consequences={[
        t('session:sessions.othersCount', { count: others.length }),
        t('session:sessions.othersAbout'),
      ]}
      confirmLabel={t('session:sessions.endSubmit')}
      onConfirm={() => change.mutate()}
      onClose={close}
      isPending={change.isPending || !data}
      error={change.error}
    />
  )
}

async function end(sessionId: string): Promise<void> {
  try {
    await call(ownSessionDelete, { params: { sessionId } })
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!isNotFound(error)) throw error
  }
}
