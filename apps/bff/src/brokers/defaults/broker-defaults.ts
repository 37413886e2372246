/** What settings of a broker are when nobody sets them, as `RecordBrokerDefaults.java` has recorded it. */
import recorded from './broker-defaults.json' with { type: 'json' }

export interface SettingDefault {
  /** RocketMQ's class. */
  readonly definedIn: string
  /** Null: it depends on the machine. Empty: there is none. */
  readonly value: string | null
}

/** The release that they are of. */
export const DEFAULTS_OF = '5.5.0'

/** As a broker merges them: what stands in a later one wins. */
const IN_ORDER = [
  'AuthConfig',
  'BrokerConfig',
  'NettyServerConfig',
  'NettyClientConfig',
  'MessageStoreConfig',
] as const

export const BROKER_DEFAULTS: ReadonlyMap<string, SettingDefault> = new Map(
  IN_ORDER.flatMap(definedIn =>
    Object.entries<string | null>(recorded.settings[definedIn]).map(
      ([name, value]): [string, SettingDefault] => [name, { definedIn, value }],
    ),
  ),
)
