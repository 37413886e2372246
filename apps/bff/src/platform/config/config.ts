/** Everything the environment decides, read once at the start. No other file reads the environment. */
import { ConfigError } from './config-error.ts'
import { type OidcSettings, oidcSettings } from './oidc-settings.ts'
import { type Read, SETTINGS, type SettingName } from './settings.ts'

export interface Config {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** What the first start makes a cluster of. */
  readonly firstCluster: FirstCluster | undefined
  /** The cluster to run in this process; undefined where another is named, or none is wanted. */
  readonly sandbox: SandboxSettings | undefined
  /** 64 hexadecimal digits; undefined: the key file in the data directory. */
  readonly secretKey: string | undefined
  readonly adminPassword: string | undefined
  readonly bootstrapToken: string | undefined
  readonly logLevel: LogLevel
  /** Host names and IPv4/IPv6 ranges that may be typed as a cluster's address; empty: any. */
  readonly allowedAddresses: readonly string[]
  /** Suffix of the addresses that RocketMQ clients take an instance's namespace from. */
  readonly endpointDomain: string | undefined
  /** Where browsers reach the console; decides whether cookies are marked Secure. */
  readonly publicUrl: string | undefined
  /** Addresses or ranges of reverse proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  readonly sessionIdleSeconds: number
  readonly sessionMaxSeconds: number
  /** Everybody must bind a device for the second step of the sign-in. */
  readonly isMfaForced: boolean
  /** Undefined: everybody signs in with a password. */
  readonly oidc: OidcSettings | undefined
  /** Those of administrators are always good: a provider that is down, or maps nobody, must not lock everyone out. */
  readonly passwordsOf: 'everybody' | 'administrators'
  /** API tokens of who signs in at the provider rest when they were not there for so long. 0: never. */
  readonly oidcTokenDays: number
  /** 0: none are collected. */
  readonly statisticsDays: number
  /** 0: for ever. */
  readonly auditDays: number
  /** Who sends it is told names at `/metrics` and `/readyz`; undefined: nobody is. */
  readonly metricsToken: string | undefined
  /** Topics, groups and groups of topics that `/metrics` has by name, of each so many: 0 without a token. */
  readonly metricsNames: number
  readonly limits: Limits
  /** Answers are checked against the contract before they leave: tests and development. */
  readonly areAnswersChecked: boolean
}

export interface FirstCluster {
  readonly name: string
  readonly namesrvAddr: string
  readonly tls: boolean
  readonly accessKey: string | undefined
  readonly secretKey: string | undefined
}

export interface SandboxSettings {
  readonly clusterName: string
  /** Whether sample applications are at work on it. */
  readonly hasTraffic: boolean
}

/** Requests in a minute: from one address before it is known, from one caller afterwards. */
export interface Limits {
  readonly signInsPerMinute: number
  readonly unknownPerMinute: number
  readonly changesPerMinute: number
  readonly readsPerMinute: number
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

export { ConfigError }

/** @throws ConfigError at the first setting that is wrong, or unknown though it begins with `GANTRY_` */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  for (const name of Object.keys(env)) {
    if (name.startsWith('GANTRY_') && !(name in SETTINGS)) {
      throw new ConfigError(`${name} is not a setting of Gantry: see --help for their names.`)
    }
  }
  const read = <N extends SettingName>(name: N): ReturnType<(typeof SETTINGS)[N]['parse']> =>
    parse(name, env[name])
  return {
    host: read('GANTRY_HOST'),
    port: read('GANTRY_PORT'),
    dataDir: read('GANTRY_DATA_DIR'),
    databaseUrl: read('GANTRY_DATABASE_URL'),
    firstCluster: firstCluster(read),
    sandbox: sandbox(read),
    secretKey: read('GANTRY_SECRET_KEY'),
    adminPassword: read('GANTRY_ADMIN_PASSWORD'),
    bootstrapToken: read('GANTRY_BOOTSTRAP_TOKEN'),
    logLevel: read('GANTRY_LOG_LEVEL'),
    allowedAddresses: read('GANTRY_ALLOWED_ADDRESSES'),
    endpointDomain: read('GANTRY_ENDPOINT_DOMAIN'),
    publicUrl: read('GANTRY_PUBLIC_URL'),
    trustedProxies: read('GANTRY_TRUSTED_PROXIES'),
    sessionIdleSeconds: read('GANTRY_SESSION_IDLE_MINUTES') * 60,
    sessionMaxSeconds: read('GANTRY_SESSION_MAX_HOURS') * 3_600,
    isMfaForced: read('GANTRY_MFA') === 'required',
    oidc: oidcSettings(read),
    passwordsOf: read('GANTRY_PASSWORD_SIGN_IN'),
    oidcTokenDays: read('GANTRY_OIDC_TOKEN_DAYS'),
    statisticsDays: read('GANTRY_STATISTICS_DAYS'),
    auditDays: read('GANTRY_AUDIT_DAYS'),
    metricsToken: read('GANTRY_METRICS_TOKEN'),
    metricsNames: read('GANTRY_METRICS_TOKEN') === undefined ? 0 : read('GANTRY_METRICS_NAMES'),
    limits: {
      signInsPerMinute: read('GANTRY_SIGN_INS_PER_MINUTE'),
      unknownPerMinute: 600,
      changesPerMinute: read('GANTRY_CHANGES_PER_MINUTE'),
      readsPerMinute: read('GANTRY_READS_PER_MINUTE'),
    },
    areAnswersChecked: env.NODE_ENV === 'development' || env.NODE_ENV === 'test',
  }
}

function firstCluster(read: Read): FirstCluster | undefined {
  const namesrvAddr = read('GANTRY_NAMESRV')
  const accessKey = read('GANTRY_CLUSTER_ACCESS_KEY')
  const secretKey = read('GANTRY_CLUSTER_SECRET_KEY')
  if ((accessKey === undefined) !== (secretKey === undefined)) {
    throw new ConfigError(
      'GANTRY_CLUSTER_ACCESS_KEY and GANTRY_CLUSTER_SECRET_KEY belong together: set both or neither.',
    )
  }
  if (namesrvAddr === undefined) return undefined
  const name = read('GANTRY_CLUSTER_NAME') ?? 'default'
  return { name, namesrvAddr, tls: read('GANTRY_CLUSTER_TLS'), accessKey, secretKey }
}

function sandbox(read: Read): SandboxSettings | undefined {
  if (read('GANTRY_NAMESRV') !== undefined || !read('GANTRY_SANDBOX')) return undefined
  return { clusterName: read('GANTRY_CLUSTER_NAME') ?? 'sandbox', hasTraffic: read('GANTRY_DEMO') }
}

function parse<N extends SettingName>(
  name: N,
  raw: string | undefined,
): ReturnType<(typeof SETTINGS)[N]['parse']> {
  const setting: { parse: (text: string | undefined) => unknown } = SETTINGS[name]
  try {
    // An empty variable is one that was not set: shells and compose files make them.
    return setting.parse(raw === '' ? undefined : raw) as ReturnType<(typeof SETTINGS)[N]['parse']>
  } catch (error) {
    throw new ConfigError(`${name} ${error instanceof Error ? error.message : 'is wrong.'}`)
  }
}
