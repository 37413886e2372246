import { once } from 'node:events'
import { createServer } from 'node:net'
import { type IdentityProvider, startIdentityProvider } from '@gantry/rig/identity-provider'
import { expect, type Page } from '@playwright/test'
import { act, dialog, expectHeading, fact, press, row } from './actions.ts'
import { type Console, startConsole } from './console.ts'
import { bareTest } from './fixtures.ts'
import { look } from './look.ts'

const PASSWORD = 'at the provider'

/** The provider must know where the console will be. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('A port was to be had.')
  return address.port
}

/** A console that lets people in whom a provider vouches for; to a browser the provider is another site. */
const test = bareTest.extend<{ provider: IdentityProvider; port: number; console: Console }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern
  port: async ({}, use) => use(await freePort()),
  provider: async ({ port }, use) => {
    const url = `http://127.0.0.1:${port}`
    await using provider = await startIdentityProvider({
      clientId: 'gantry',
      clientSecret: 'secret-of-the-console',
      redirectUri: `${url}/sign-in/callback`,
      signedOutUri: `${url}/sign-in`,
    })
    await use(provider)
  },
  console: async ({ port, provider }, use) => {
    await using console = await startConsole({
      GANTRY_PORT: String(port),
      GANTRY_PUBLIC_URL: `http://127.0.0.1:${port}`,
      GANTRY_OIDC_ISSUER: provider.issuer,
      GANTRY_OIDC_CLIENT_ID: 'gantry',
      GANTRY_OIDC_CLIENT_SECRET: 'secret-of-the-console',
      GANTRY_OIDC_GROUPS: 'ops=administrator; shop=resourceUser',
      GANTRY_PASSWORD_SIGN_IN: 'administrators',
    })
    await use(console)
  },
})

async function signInAtProvider(page: Page, name: string, answer = 'Continue'): Promise<void> {
  // The provider remembers who was there before.
  await page.context().clearCookies({ domain: 'localhost' })
  await press(page, 'Single Sign-on')
  await expectHeading(page, 'The provider')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(PASSWORD)
  await press(page, answer)
}

const choiceTest = bareTest.extend<{ console: Console }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern
  console: async ({}, use) => {
    await using console = await startConsole({
      GANTRY_PUBLIC_URL: 'http://127.0.0.1:1',
      // Nothing answers there.
      GANTRY_OIDC_ISSUER: 'http://localhost:1',
      GANTRY_OIDC_CLIENT_ID: 'gantry',
      GANTRY_OIDC_CLIENT_SECRET: 'secret-of-the-console',
      GANTRY_OIDC_GROUPS: 'ops=administrator',
      GANTRY_OIDC_LABEL: 'Sign in with Example Company',
      GANTRY_LOG_LEVEL: 'fatal',
    })
    await use(console)
  },
})

choiceTest(
  'where both ways are open the page offers both, and says when one of them fails',
  async ({ page }) => {
    await page.goto('/sign-in')
    await expect(page.getByLabel('Username')).toBeVisible()
    await look(page, 'sign-in-both')
    await press(page, 'Sign in with Example Company')
    await expect(page.getByRole('alert')).toContainText('cannot be reached')
    await expect(page.getByText('This field is required')).toBeHidden()
    await look(page, 'sign-in-provider-away')
  },
)

test('a person signs in on the page of the provider, comes back to what was asked for, and signs out of both', async ({
  page,
  provider,
}) => {
  test.setTimeout(120_000)
  const person = (name: string, groups: readonly string[]) =>
    provider.people.set(name, { password: PASSWORD, claims: { preferred_username: name, groups } })
  person('olga', ['everyone', 'ops'])
  person('rob', ['shop'])
  person('pat', ['everyone', 'kitchen'])
  await page.goto('/accounts/users?q=olga')
  await expectHeading(page, 'Sign In')
  await press(page, 'Sign in with a password')
  await look(page, 'single-sign-on')

  await signInAtProvider(page, 'pat')
  await expect(page.getByRole('alert')).toContainText('The provider named these: everyone, kitchen.')
  expect(new URL(page.url()).search).toBe('')
  await look(page, 'single-sign-on-refused')
  await page.getByRole('link', { name: 'Back to the sign-in' }).click()
  await signInAtProvider(page, 'pat', 'Refuse')
  await expect(page.getByRole('alert')).toContainText('access_denied: The person said <b>no</b>.')

  await page.goto('/sign-in')
  await signInAtProvider(page, 'rob')
  await expect(page.getByRole('button', { name: 'Account', exact: true })).toBeVisible()
  await page.context().clearCookies()

  await page.goto('/accounts/users?q=olga')
  await signInAtProvider(page, 'olga')
  await expectHeading(page, 'Accounts')
  await expect(row(page, 'olga')).toContainText('Single sign-on')
  await page.goto('/accounts/users')
  await act(page, 'rob', 'Change User')
  const form = dialog(page, 'Change User: rob')
  await expect(form).toContainText('follow the groups')
  await form.getByLabel('Disabled').check()
  await press(form, 'Save')
  await expect(row(page, 'rob')).toContainText('Disabled')
  await page.goto('/profile')
  await expect(fact(page, 'Signs in by')).toHaveText('Single sign-on')
  await look(page, 'single-sign-on-profile')

  await page.getByRole('button', { name: 'Account', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expectHeading(page, 'Signed out')
  await look(page, 'single-sign-on-signed-out')
  await page.getByRole('link', { name: 'Sign Out There, Too' }).click()
  await press(page, 'Yes, sign me out')
  await expectHeading(page, 'Sign In')
  await press(page, 'Single Sign-on')
  await expectHeading(page, 'The provider')
})
