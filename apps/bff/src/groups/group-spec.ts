/** How a group is made on a broker. */
import type { GroupSpec } from '@gantry/remoting'
import type { SubscriptionGroupConfig } from '@gantry/remoting/requests'
import type { GroupTable } from './group-table.ts'

const RETRY_MAX_TIMES = { TCP: 16, HTTP: 288 } as const

/** @param like as it stands elsewhere already: others are made the same */
export function specOf(
  wireGroup: string,
  protocol: GroupTable['protocol'],
  like?: SubscriptionGroupConfig,
): GroupSpec {
  return like ?? { groupName: wireGroup, retryMaxTimes: RETRY_MAX_TIMES[protocol] }
}
