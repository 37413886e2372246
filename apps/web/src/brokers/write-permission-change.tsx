/** Drains a broker, or puts it back to work: what follows, then what each name server said. */
import {
  brokerList,
  brokerView,
  brokerWritePermissionUpdate,
  clusterList,
  type NameServerOutcome,
} from '@gantry/contract'
import { useSearchParams } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'
import { OutcomeList } from '../ui/outcome-list.tsx'
import { useBroker } from './use-broker.ts'

export function WritePermissionChange() {
  const t = useText()
  const { clusterId, brokerName } = useBroker()
  const close = useClose(paths.broker(clusterId, brokerName))
  const isWritable = useSearchParams()[0].get('writable') === 'true'
  const kind = isWritable ? 'give' : 'take'
  const refusal = useRefusal(brokerWritePermissionUpdate)
  const change = useChange(brokerWritePermissionUpdate, {
    invalidates: [brokerView, brokerList, clusterList],
    onSuccess: ({ outcomes }) => {
      if (outcomes.some(({ ok }) => !ok)) return
      notifyDone(t('brokers:write.done', { nameServers: outcomes.length }))
      close()
    },
  })
  return (
    <ConfirmDialog
      title={t(`brokers:write.${kind}.title`, { brokerName })}
      consequences={[
        t(`brokers:write.${kind}.first`),
        t(`brokers:write.${kind}.second`),
        t(`brokers:write.${kind}.third`),
      ]}
      confirmLabel={t(`brokers:write.${kind}.submit`)}
      onConfirm={() => change.mutate({ params: { clusterId, brokerName }, body: { isWritable } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
      refusal={refusal}
    >
      {change.data && <OutcomeList outcomes={change.data.outcomes.map(asOutcome)} />}
    </ConfirmDialog>
  )
}

function asOutcome({ namesrvAddr, ok, message }: NameServerOutcome) {
  return { brokerName: 'NameServer', brokerAddr: namesrvAddr, ok, ...(message !== undefined && { message }) }
}
