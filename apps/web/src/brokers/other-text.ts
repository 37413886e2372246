import type { BrokerSetting } from '@gantry/contract'

/** What another broker has: `broker-b (1): 48`. */
export function otherText({ brokerName, brokerId, value }: BrokerSetting['others'][number]): string {
  return `${brokerName} (${brokerId}): ${value || '–'}`
}
