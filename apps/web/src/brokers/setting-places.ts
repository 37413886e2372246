/** On which brokers of a cluster a setting can be changed, and what it is there now. */
import type { BrokerSetting } from '@gantry/contract'

export interface SettingPlace {
  readonly key: string
  readonly label: string
  readonly brokerName: string
  readonly brokerId: number
  readonly before: string
}

interface Process {
  readonly brokerName: string
  readonly brokerId: number
}

/** Brokers that lack the setting are left out. */
export function placesOf(
  own: Process,
  others: readonly Process[],
  setting: Pick<BrokerSetting, 'value' | 'others'>,
): readonly SettingPlace[] {
  return [own, ...others].flatMap(({ brokerName, brokerId }) => {
    const other = setting.others.find(each => each.brokerName === brokerName && each.brokerId === brokerId)
    const before = other ? other.value : setting.value
    if (before === null) return []
    const label = `${brokerName} (${brokerId})`
    return [{ key: `${brokerName}/${brokerId}`, label, brokerName, brokerId, before }]
  })
}
