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

/** How many of its replicas follow a master. One that RocketMQ says is in sync may be behind by up to `haMaxGapNotInSync`. */
export function ReplicationState({ replication }: Pick<BrokerInList, 'replication'>) {
  const t = useText()
  const { bytes } = useFormat()
  if (replication === null) return '–'
  const { registered, inSync, behindBytes } = replication
  const replicas = Math.max(registered, replication.replicas)
  if (replicas === 0) return t('brokers:noReplica')
  const isFine = inSync === replicas
  const isBehind = BigInt(behindBytes) > 0n
  return (
    <StatusBadge
      tone={isFine ? 'good' : 'warning'}
      label={t(isBehind ? 'brokers:inSyncOfBehind' : 'brokers:inSyncOf', {
        inSync,
        replicas,
        behind: bytes(Number(behindBytes)),
      })}
    />
  )
}
