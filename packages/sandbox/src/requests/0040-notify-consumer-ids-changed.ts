/** NOTIFY_CONSUMER_IDS_CHANGED 40, to every member of a group, as `broker/client/net/Broker2Client#notifyConsumerIdsChanged`. */
import { notifyConsumerIdsChanged } from '@gantry/remoting/requests'
import type { MembersListener } from '../state/client-table.ts'

export const tellConsumerIdsChanged: MembersListener = (consumerGroup, links) => {
  for (const link of links) link.tell(notifyConsumerIdsChanged, { consumerGroup }, undefined)
}
