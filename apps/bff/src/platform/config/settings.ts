/** Every setting: what it does, what it is when unset, and what may stand there. `--help` and README.md list them. */
import { passwordProblem, sentenceOf } from '@gantry/rules'
import { groupRights } from './group-rights.ts'
import {
  byDefault,
  issuer,
  list,
  namesrv,
  oneOf,
  onOff,
  optional,
  port,
  type Setting,
  scopes,
  text,
  url,
  whole,
} from './setting-kinds.ts'

const MFA = ['optional', 'required'] as const
const PASSWORDS_OF = ['everybody', 'administrators'] as const
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const SETTINGS = {
  GANTRY_HOST: setting('127.0.0.1', 'Address to listen on.', byDefault('127.0.0.1', text(1, 255))),
  GANTRY_PORT: setting('8080', 'Port to listen on; 0 takes a free one.', byDefault(8080, port)),
  GANTRY_DATA_DIR: setting(
    './data',
    'Directory of the SQLite database and the key file.',
    byDefault('./data', text(1, 4_096)),
  ),
  GANTRY_DATABASE_URL: setting(
    'SQLite in the data directory',
    'postgres://user:password@host:port/database; needed for more than one replica.',
    optional(url('postgres:', 'postgresql:')),
  ),
  GANTRY_NAMESRV: setting(
    'an embedded sandbox',
    'host:port[;host:port] of the cluster that the first start adds.',
    optional(namesrv),
  ),
  GANTRY_CLUSTER_NAME: setting(
    'default, or sandbox',
    'Name of that cluster, or of the sandbox, in the console.',
    optional(text(1, 64)),
  ),
  GANTRY_CLUSTER_ACCESS_KEY: setting('none', 'Access key for that cluster.', optional(text(1, 256))),
  GANTRY_CLUSTER_SECRET_KEY: setting('none', 'Secret key for that cluster.', optional(text(1, 256))),
  GANTRY_CLUSTER_TLS: setting('off', 'on: connect to that cluster with TLS.', byDefault(false, onOff)),
  GANTRY_SECRET_KEY: setting(
    'made in the data directory',
    'Encrypts secrets at rest: 64 hexadecimal digits, the same for every replica.',
    optional(secretKey),
  ),
  GANTRY_ADMIN_PASSWORD: setting(
    'made and printed once',
    'First password of the first administrator, admin.',
    optional(password),
  ),
  GANTRY_BOOTSTRAP_TOKEN: setting(
    'none',
    'API token of the first administrator, for automation: 32 characters or more.',
    optional(text(32, 256)),
  ),
  GANTRY_SANDBOX: setting(
    'on',
    'off: no sandbox where GANTRY_NAMESRV is unset; clusters are added on the page.',
    byDefault(true, onOff),
  ),
  GANTRY_DEMO: setting('on', 'off: the sandbox runs without traffic.', byDefault(true, onOff)),
  GANTRY_LOG_LEVEL: setting('info', `One of ${LOG_LEVELS.join(', ')}.`, byDefault('info', oneOf(LOG_LEVELS))),
  GANTRY_ALLOWED_ADDRESSES: setting(
    'any',
    'Comma-separated host names, IP addresses and CIDR ranges that clusters may be at.',
    byDefault([], list),
  ),
  GANTRY_ENDPOINT_DOMAIN: setting(
    'none',
    'Domain of instance endpoints: clients use <instanceId>.<domain>.',
    optional(text(1, 200)),
  ),
  GANTRY_PUBLIC_URL: setting(
    'none',
    'Where browsers reach the console; https:// makes cookies Secure.',
    optional(url('http:', 'https:')),
  ),
  GANTRY_TRUSTED_PROXIES: setting(
    'none',
    'Comma-separated addresses or ranges of reverse proxies whose X-Forwarded-For is believed.',
    byDefault([], list),
  ),
  GANTRY_SESSION_IDLE_MINUTES: setting(
    '30',
    'A session ends after so long without a request.',
    byDefault(30, whole(1, 1_440)),
  ),
  GANTRY_SESSION_MAX_HOURS: setting(
    '12',
    'A session ends after so long, however busy it is.',
    byDefault(12, whole(1, 720)),
  ),
  GANTRY_MFA: setting(
    'optional',
    'optional, or required: everybody must bind a device for the second step of the sign-in.',
    byDefault('optional', oneOf(MFA)),
  ),
  GANTRY_OIDC_ISSUER: setting(
    'no single sign-on',
    'Address of the OpenID Connect provider of the single sign-on; https:// unless it is on this machine.',
    optional(issuer),
  ),
  GANTRY_OIDC_CLIENT_ID: setting('none', 'What the provider calls the console.', optional(text(1, 256))),
  GANTRY_OIDC_CLIENT_SECRET: setting('none', 'What proves the console to it.', optional(text(1, 1_024))),
  GANTRY_OIDC_GROUPS: setting(
    'none',
    'group=role[@account][+bodies]; several separated by semicolons, the first that fits holds.',
    optional(groupRights),
  ),
  GANTRY_OIDC_GROUPS_CLAIM: setting(
    'groups',
    'Claim with the groups of a user.',
    byDefault('groups', text(1, 256)),
  ),
  GANTRY_OIDC_USERNAME_CLAIM: setting(
    'preferred_username',
    'Claim that names a new user.',
    byDefault('preferred_username', text(1, 256)),
  ),
  GANTRY_OIDC_SCOPES: setting(
    'openid profile email',
    'Scopes that the console asks for.',
    byDefault('openid profile email', scopes),
  ),
  GANTRY_OIDC_TOKEN_DAYS: setting(
    '30',
    'API tokens of who signs in at the provider hold for so many days after each sign-in; 0: for ever.',
    byDefault(30, whole(0, 365)),
  ),
  GANTRY_OIDC_LABEL: setting('words of the page', 'Text of the button.', optional(text(1, 64))),
  GANTRY_PASSWORD_SIGN_IN: setting(
    'everybody',
    'everybody, or administrators: others sign in by single sign-on only.',
    byDefault('everybody', oneOf(PASSWORDS_OF)),
  ),
  GANTRY_STATISTICS_DAYS: setting(
    '3',
    'Statistics are kept for so many days; 0 collects none.',
    byDefault(3, whole(0, 30)),
  ),
  GANTRY_AUDIT_DAYS: setting(
    'for ever',
    'The audit record is kept for so many days; 0 keeps it for ever.',
    byDefault(0, whole(0, 3_650)),
  ),
  GANTRY_METRICS_TOKEN: setting(
    'no names',
    'What Prometheus sends as bearer token: 32 characters or more. Without it /metrics and /readyz name no cluster, instance, topic or group.',
    optional(text(32, 256)),
  ),
  GANTRY_METRICS_NAMES: setting(
    '500',
    'Topics, groups, and topics of groups that /metrics has by name, so many of each; the rest as other. Takes the token.',
    byDefault(500, whole(0, 100_000)),
  ),
  GANTRY_SIGN_INS_PER_MINUTE: setting('30', 'Sign-ins from one address.', byDefault(30, whole(1, 1_000_000))),
  GANTRY_CHANGES_PER_MINUTE: setting('600', 'Changes by one caller.', byDefault(600, whole(1, 1_000_000))),
  GANTRY_READS_PER_MINUTE: setting(
    '600000',
    'Reads by one caller: stops a runaway loop, nothing else.',
    byDefault(600_000, whole(1, 100_000_000)),
  ),
} satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof SETTINGS
/** The value of a setting. @throws ConfigError */
export type Read = <N extends SettingName>(name: N) => ReturnType<(typeof SETTINGS)[N]['parse']>

function setting<T>(unset: string, does: string, parse: (raw: string | undefined) => T): Setting<T> {
  return { unset, does, parse }
}

function secretKey(raw: string): string {
  if (/^[0-9a-f]{64}$/i.test(raw)) return raw.toLowerCase()
  throw new Error('must be 64 hexadecimal digits, such as `openssl rand -hex 32` prints.')
}

function password(raw: string): string {
  const problem = passwordProblem(raw)
  if (problem) throw new Error(`is no password the console takes. ${sentenceOf(problem)}`)
  return raw
}

/** The text of `--help`. */
export function settingsHelp(): string {
  const lines = Object.entries(SETTINGS).map(
    ([name, { unset, does }]) => `  ${name}\n      ${does} Unset: ${unset}.`,
  )
  return lines.join('\n')
}
