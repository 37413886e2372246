/**
 * RESET_CONSUMER_CLIENT_OFFSET 220, to every member of a group, as `broker/client/net/Broker2Client#resetOffset`. Clients in C++
 * are sent a list, all others a map.
 */
import type { MessageQueue } from '@gantry/remoting/internal'
import { resetConsumerClientOffset, resetConsumerClientOffsetForC } from '@gantry/remoting/requests'
import type { Member } from '../state/client-link.ts'

export function tellOffsets(
  members: readonly Member[],
  header: { readonly topic: string; readonly group: string; readonly timestamp: number },
  offsetTable: Array<[MessageQueue, bigint]>,
): void {
  const wire = { ...header, isForce: false }
  const forC = offsetTable.map(([queue, offset]) => ({ ...queue, offset }))
  for (const { link, language } of members) {
    if (language === 'CPP') link.tell(resetConsumerClientOffsetForC, wire, { offsetTable: forC })
    else link.tell(resetConsumerClientOffset, wire, { offsetTable })
  }
}
