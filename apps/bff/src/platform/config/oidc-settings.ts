/** The settings of the single sign-on, which belong together. */
import { ConfigError } from './config-error.ts'
import type { GroupRights } from './group-rights.ts'
import type { Read, SettingName } from './settings.ts'

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where browsers reach the console. */
  readonly publicUrl: string
  readonly scopes: string
  readonly usernameClaim: string
  readonly groupsClaim: string
  readonly groups: readonly GroupRights[]
  /** Of the button; undefined: the page has words of its own. */
  readonly label: string | undefined
}

const USELESS_ALONE = [
  'GANTRY_OIDC_CLIENT_ID',
  'GANTRY_OIDC_CLIENT_SECRET',
  'GANTRY_OIDC_GROUPS',
  'GANTRY_OIDC_LABEL',
] as const satisfies readonly SettingName[]

/** @returns undefined where it is not set up. @throws ConfigError for a part that is missing */
export function oidcSettings(read: Read): OidcSettings | undefined {
  const issuer = read('GANTRY_OIDC_ISSUER')
  if (issuer === undefined) {
    const alone = USELESS_ALONE.find(name => read(name) !== undefined)
    if (alone !== undefined) throw new ConfigError(`${alone} is set, but GANTRY_OIDC_ISSUER is not.`)
    if (read('GANTRY_PASSWORD_SIGN_IN') !== 'everybody') {
      throw new ConfigError(
        'GANTRY_PASSWORD_SIGN_IN leaves most people without a way in: set GANTRY_OIDC_ISSUER, too.',
      )
    }
    return undefined
  }
  return {
    issuer,
    clientId: needed('GANTRY_OIDC_CLIENT_ID', read('GANTRY_OIDC_CLIENT_ID')),
    clientSecret: needed('GANTRY_OIDC_CLIENT_SECRET', read('GANTRY_OIDC_CLIENT_SECRET')),
    publicUrl: needed('GANTRY_PUBLIC_URL', read('GANTRY_PUBLIC_URL')),
    scopes: read('GANTRY_OIDC_SCOPES'),
    usernameClaim: read('GANTRY_OIDC_USERNAME_CLAIM'),
    groupsClaim: read('GANTRY_OIDC_GROUPS_CLAIM'),
    groups: needed('GANTRY_OIDC_GROUPS', read('GANTRY_OIDC_GROUPS')),
    label: read('GANTRY_OIDC_LABEL'),
  }
}

function needed<T>(name: SettingName, value: T | undefined): T {
  if (value === undefined) throw new ConfigError(`${name} must be set where GANTRY_OIDC_ISSUER is.`)
  return value
}
