import type { BrokerInList } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { useFormat } from './format-context.tsx'
import { StatusBadge } from './status-badge.tsx'

export function WriteState({ isWritable }: { readonly isWritable: boolean | null }) {
  const t = useText()
  if (isWritable === null) return '–'
  return (
    <StatusBadge
      tone={isWritable ? 'good' : 'warning'}
      label={t(isWritable ? 'brokers:writable' : 'brokers:readOnly')}
    />
  )
}

/** How many replicas follow their master. */
export function ReplicationState({ replication }: Pick<BrokerInList, 'replication'>) {
  const t = useText()
  const { bytes } = useFormat()
  if (replication === null) return '–'
  const { replicas, inSync, behindBytes } = replication
  if (replicas === 0) return t('brokers:noReplica')
  const isFine = inSync === replicas
  return (
    <StatusBadge
      tone={isFine ? 'good' : 'warning'}
      label={t(isFine ? 'brokers:inSyncOf' : 'brokers:inSyncOfBehind', {
        inSync,
        replicas,
        behind: bytes(Number(behindBytes)),
      })}
    />
  )
}
