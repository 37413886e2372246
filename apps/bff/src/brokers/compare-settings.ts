/** The settings of one broker beside the defaults and those of the others. Values of secrets end here. */
import type { BrokerSetting } from '@gantry/contract'
import type { BrokerNode } from '@gantry/remoting'
import { BROKER_DEFAULTS } from './defaults/broker-defaults.ts'
import { isSecretSetting } from './secret-settings.ts'

export type Settings = ReadonlyMap<string, string>

export interface BrokerSettings {
  readonly node: BrokerNode
  readonly settings: Settings
}

/** Names, addresses and places: each broker has its own. */
const OWN =
  /^(brokerName|brokerId|brokerRole|brokerIP[12]|bindAddress|listenPort|haListenPort|haMasterAddress|dLegerSelfId|rocketmqHome|brokerConfigPath|storePath.*)$/

/** By name. */
export function compareSettings(settings: Settings, others: readonly BrokerSettings[]): BrokerSetting[] {
  return [...settings]
    .map(([name, value]) => compareSetting(name, value, others))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

function compareSetting(name: string, value: string, others: readonly BrokerSettings[]): BrokerSetting {
  const known = BROKER_DEFAULTS.get(name)
  const said = { name, definedIn: known?.definedIn ?? null, isSet: value !== '', isOwn: OWN.test(name) }
  const theirs = others.flatMap(({ settings }) => settings.get(name) ?? [])
  if (isSecretSetting(name, [value, ...theirs])) {
    return { ...said, value: null, defaultValue: null, standing: 'SECRET', others: [] }
  }
  return {
    ...said,
    value,
    defaultValue: known?.value ?? null,
    standing: standingOf(value, known?.value),
    others: others.flatMap(({ node: { brokerName, brokerId }, settings }) => {
      const their = settings.get(name) ?? null
      return their === value ? [] : [{ brokerName, brokerId, value: their }]
    }),
  }
}

function standingOf(value: string, byItself: string | null | undefined): BrokerSetting['standing'] {
  if (byItself === undefined) return 'UNKNOWN'
  if (byItself === null) return 'MACHINE'
  return value === byItself ? 'DEFAULT' : 'CHANGED'
}
