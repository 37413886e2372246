import type { QueueReset } from '@gantry/contract'
import type { Column } from '../table/column.ts'

/** For the file: every queue, also those that do not move. */
export const resetColumns: readonly Column<QueueReset>[] = [
  { id: 'brokerName', header: 'offsets:column.queue', value: ({ brokerName }) => brokerName },
  { id: 'queueId', header: 'offsets:column.queue', value: ({ queueId }) => queueId },
  { id: 'before', header: 'offsets:column.before', value: ({ before }) => before },
  { id: 'after', header: 'offsets:column.after', value: ({ after }) => after },
  { id: 'skipped', header: 'offsets:column.skipped', value: ({ skipped }) => skipped },
  { id: 'repeated', header: 'offsets:column.repeated', value: ({ repeated }) => repeated },
  { id: 'ok', header: 'offsets:column.result', value: ({ ok }) => String(ok) },
]
