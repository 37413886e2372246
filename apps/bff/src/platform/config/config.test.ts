import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'
import { SETTINGS, settingsHelp } from './settings.ts'

const SINGLE_SIGN_ON = {
  GANTRY_OIDC_ISSUER: 'https://id.example/realms/it',
  GANTRY_OIDC_CLIENT_ID: 'gantry',
  GANTRY_OIDC_CLIENT_SECRET: 'secret',
  GANTRY_OIDC_GROUPS: 'ops=administrator',
  GANTRY_PUBLIC_URL: 'https://console.example',
}

const refusalOf = (env: Record<string, string>): string => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('The setting was to be refused.')
}

describe('settings', () => {
  it('have a value each when nothing is set', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      dataDir: './data',
      databaseUrl: undefined,
      firstCluster: undefined,
      sandbox: { clusterName: 'sandbox', hasTraffic: true },
      secretKey: undefined,
      adminPassword: undefined,
      bootstrapToken: undefined,
      logLevel: 'info',
      allowedAddresses: [],
      endpointDomain: undefined,
      publicUrl: undefined,
      trustedProxies: [],
      sessionIdleSeconds: 1_800,
      sessionMaxSeconds: 43_200,
      isMfaForced: false,
      oidc: undefined,
      passwordsOf: 'everybody',
      statisticsDays: 3,
      oidcTokenDays: 30,
      auditDays: 0,
      metricsToken: undefined,
      metricsNames: 0,
      limits: {
        signInsPerMinute: 30,
        unknownPerMinute: 600,
        changesPerMinute: 600,
        readsPerMinute: 600_000,
      },
      areAnswersChecked: false,
    })
  })

  it('describe the first cluster together', () => {
    const env = {
      GANTRY_NAMESRV: 'ns1:9876;ns2:9876',
      GANTRY_CLUSTER_NAME: 'east',
      GANTRY_CLUSTER_ACCESS_KEY: 'console',
      GANTRY_CLUSTER_SECRET_KEY: 'secret',
      GANTRY_CLUSTER_TLS: 'on',
    }
    expect(readConfig(env).firstCluster).toEqual({
      name: 'east',
      namesrvAddr: 'ns1:9876;ns2:9876',
      tls: true,
      accessKey: 'console',
      secretKey: 'secret',
    })
  })

  it('name the first cluster default unless they say otherwise', () => {
    expect(readConfig({ GANTRY_NAMESRV: 'ns1:9876' }).firstCluster?.name).toBe('default')
  })

  it('bring a sandbox along unless a cluster is named or it is switched off', () => {
    const sandboxOf = (env: Record<string, string>) => readConfig(env).sandbox
    expect(sandboxOf({ GANTRY_CLUSTER_NAME: 'toy', GANTRY_DEMO: 'off' })).toEqual({
      clusterName: 'toy',
      hasTraffic: false,
    })
    expect(sandboxOf({ GANTRY_NAMESRV: 'ns1:9876' })).toBeUndefined()
    expect(sandboxOf({ GANTRY_SANDBOX: 'off' })).toBeUndefined()
  })

  it('describe the single sign-on together', () => {
    const groups =
      'CN=ops,OU=it=administrator; /shop/leads = tenantAdministrator@east side+bodies;shop=readOnly'
    expect(readConfig({ ...SINGLE_SIGN_ON, GANTRY_OIDC_GROUPS: groups }).oidc).toEqual({
      issuer: 'https://id.example/realms/it',
      clientId: 'gantry',
      clientSecret: 'secret',
      publicUrl: 'https://console.example',
      scopes: 'openid profile email',
      usernameClaim: 'preferred_username',
      groupsClaim: 'groups',
      groups: [
        { group: 'CN=ops,OU=it', role: 'administrator', account: undefined, mayReadBodies: true },
        { group: '/shop/leads', role: 'tenantAdministrator', account: 'east side', mayReadBodies: true },
        { group: 'shop', role: 'readOnly', account: undefined, mayReadBodies: false },
      ],
      label: undefined,
    })
  })

  it('count as unset when they are empty', () => {
    expect(readConfig({ GANTRY_PORT: '', GANTRY_DATABASE_URL: '' })).toEqual(readConfig({}))
  })

  it.each([
    [{ GANTRY_PORT: '80800' }, "GANTRY_PORT must be a whole number from 0 to 65535, not '80800'."],
    [{ GANTRY_PORT: '8080 ' }, "GANTRY_PORT must be a whole number from 0 to 65535, not '8080 '."],
    [
      { GANTRY_DATABASE_URL: 'mysql://x' },
      'GANTRY_DATABASE_URL must be an address that begins with postgres:// or postgresql://.',
    ],
    [
      { GANTRY_NAMESRV: 'ns1' },
      "GANTRY_NAMESRV must be host:port, several separated by semicolons, not 'ns1'.",
    ],
    [
      { GANTRY_NAMESRV: 'ns1:9876;ns2:0' },
      "GANTRY_NAMESRV must be host:port, several separated by semicolons, not 'ns1:9876;ns2:0'.",
    ],
    [
      { GANTRY_NAMESRV: 'ns1:9876', GANTRY_CLUSTER_ACCESS_KEY: 'x' },
      'GANTRY_CLUSTER_ACCESS_KEY and GANTRY_CLUSTER_SECRET_KEY belong together: set both or neither.',
    ],
    [
      { GANTRY_SECRET_KEY: 'abc' },
      'GANTRY_SECRET_KEY must be 64 hexadecimal digits, such as `openssl rand -hex 32` prints.',
    ],
    [
      { GANTRY_ADMIN_PASSWORD: 'short' },
      'GANTRY_ADMIN_PASSWORD is no password the console takes. Use 8 to 20 characters.',
    ],
    [
      { GANTRY_BOOTSTRAP_TOKEN: 'x'.repeat(31) },
      'GANTRY_BOOTSTRAP_TOKEN must have 32 to 256 characters; it has 31.',
    ],
    [{ GANTRY_DEMO: 'maybe' }, "GANTRY_DEMO must be on or off, not 'maybe'."],
    [
      { GANTRY_LOG_LEVEL: 'loud' },
      "GANTRY_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not 'loud'.",
    ],
    [
      { GANTRY_OIDC_ISSUER: 'http://id.example' },
      'GANTRY_OIDC_ISSUER must be an address that begins with https://; http:// is for this machine only.',
    ],
    [
      { ...SINGLE_SIGN_ON, GANTRY_OIDC_CLIENT_SECRET: '' },
      'GANTRY_OIDC_CLIENT_SECRET must be set where GANTRY_OIDC_ISSUER is.',
    ],
    [
      { ...SINGLE_SIGN_ON, GANTRY_PUBLIC_URL: '' },
      'GANTRY_PUBLIC_URL must be set where GANTRY_OIDC_ISSUER is.',
    ],
    [
      { ...SINGLE_SIGN_ON, GANTRY_OIDC_GROUPS: 'ops=root' },
      "GANTRY_OIDC_GROUPS must be group=role[@account][+bodies], several separated by semicolons, with a role of administrator, tenantAdministrator, resourceUser, readOnly; not 'ops=root'.",
    ],
    [
      { ...SINGLE_SIGN_ON, GANTRY_OIDC_GROUPS: 'ops=administrator@east' },
      "GANTRY_OIDC_GROUPS gives an account to 'ops=administrator@east': administrators belong to none.",
    ],
    [
      { ...SINGLE_SIGN_ON, GANTRY_OIDC_SCOPES: 'profile' },
      "GANTRY_OIDC_SCOPES must be separated by spaces and have openid among them, not 'profile'.",
    ],
    [{ GANTRY_OIDC_GROUPS: 'ops=readOnly' }, 'GANTRY_OIDC_GROUPS is set, but GANTRY_OIDC_ISSUER is not.'],
    [
      { GANTRY_PASSWORD_SIGN_IN: 'administrators' },
      'GANTRY_PASSWORD_SIGN_IN leaves most people without a way in: set GANTRY_OIDC_ISSUER, too.',
    ],
    [{ GANTRY_DATABASE: 'x' }, 'GANTRY_DATABASE is not a setting of Gantry: see --help for their names.'],
  ])('refuse %j in one sentence', (env, sentence) => {
    expect(refusalOf(env as Record<string, string>)).toBe(sentence)
  })

  it.each([
    'GANTRY_SECRET_KEY',
    'GANTRY_ADMIN_PASSWORD',
    'GANTRY_BOOTSTRAP_TOKEN',
    'GANTRY_OIDC_CLIENT_SECRET',
    'GANTRY_DATABASE_URL',
  ])('never show what %s held', name => {
    expect(refusalOf({ [name]: 'hush!' })).not.toContain('hush!')
  })
})

describe('the descriptions of the settings', () => {
  const readDoc = (path: string): string =>
    readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8')
  const readme = readDoc('README.md')

  it.each(Object.keys(SETTINGS))('have %s in --help and in README.md', name => {
    expect(settingsHelp()).toContain(`  ${name}\n`)
    expect(readme).toContain(`| \`${name}\` |`)
  })

  it('have no setting that does not exist', () => {
    const pages = ['docs/operating.md', 'docs/operating/single-sign-on.md'].map(readDoc)
    const described = [...[readme, ...pages].join('\n').matchAll(/GANTRY_\w+/g)].map(([name]) => name)
    expect(described.filter(name => !(name in SETTINGS))).toEqual([])
  })
})
