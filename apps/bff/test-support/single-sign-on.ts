/** A console with a real provider beside it, and people who sign in on the provider's page. */
import { oidcStart, type ResponseOf, sessionOidcCreate } from '@gantry/contract'
import { type IdentityProvider, startIdentityProvider } from '@gantry/rig/identity-provider'
import { groupRights } from '../src/platform/config/group-rights.ts'
import type { OidcSettings } from '../src/platform/config/oidc-settings.ts'
import type { Browser } from './callers.ts'

export type { IdentityProvider } from '@gantry/rig/identity-provider'

const PUBLIC_URL = 'http://console.example'
const CALLBACK = `${PUBLIC_URL}/sign-in/callback`
const CLIENT = { clientId: 'gantry', clientSecret: 'secret-of-the-console' }
export const BACK_CHANNEL_LOGOUT = '/sign-in/back-channel-logout'
/** What everybody has at the provider. */
export const PASSWORD = 'at the provider'

/** @param consoleUrl where what the provider sends to the console's public address goes */
export function startProvider(consoleUrl?: () => string): Promise<IdentityProvider> {
  return startIdentityProvider({
    ...CLIENT,
    redirectUri: CALLBACK,
    signedOutUri: `${PUBLIC_URL}/sign-in`,
    ...(consoleUrl && {
      backChannelLogoutUri: PUBLIC_URL + BACK_CHANNEL_LOGOUT,
      fetch: (url, init) => fetch(String(url).replace(PUBLIC_URL, consoleUrl()), init),
    }),
  })
}

export function oidcSettings(issuer: string, groups: string): OidcSettings {
  return {
    ...CLIENT,
    issuer,
    publicUrl: PUBLIC_URL,
    scopes: 'openid profile email',
    usernameClaim: 'preferred_username',
    groupsClaim: 'groups',
    groups: groupRights(groups),
    label: undefined,
  }
}

/** @returns where the provider is asked */
export async function begin(browser: Browser, next?: string): Promise<URL> {
  const { url } = await browser.call(oidcStart, { body: { ...(next !== undefined && { next }) } })
  return new URL(url)
}

/** What a person's browser keeps of the provider: its session there. */
export type ProviderCookies = Map<string, string>

/** The way over the provider's pages. @returns the query with which the browser comes back */
export async function answerOf(
  asked: URL,
  name: string,
  answer = 'sign-in',
  cookies: ProviderCookies = new Map(),
): Promise<string> {
  let [address, form] = [asked, undefined as URLSearchParams | undefined]
  for (;;) {
    const response = await visit(address, cookies, form)
    const location = response.headers.get('location')
    if (location === null && form) throw new Error(`The provider says: ${await response.text()}`)
    form = location === null ? new URLSearchParams({ name, password: PASSWORD, answer }) : undefined
    address = new URL(location ?? address, address)
    if (address.href.startsWith(CALLBACK)) return address.search.slice(1)
  }
}

/** "Yes, sign me out", on the page of the provider. It has told the console when this returns. */
export async function signOutThere(signOutUrl: string, cookies: ProviderCookies): Promise<void> {
  const page = await (await visit(new URL(signOutUrl), cookies)).text()
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page) ?? []
  const [, action = ''] = /action="([^"]+)"/.exec(page) ?? []
  const form = new URLSearchParams({ xsrf, logout: 'yes' })
  const answer = await visit(new URL(action), cookies, form)
  if (answer.status !== 303) throw new Error(`The provider says: ${answer.status} ${await answer.text()}`)
}

async function visit(address: URL, cookies: ProviderCookies, form?: URLSearchParams): Promise<Response> {
  const response = await fetch(address, {
    redirect: 'manual',
    headers: { cookie: [...cookies].map(pair => pair.join('=')).join('; ') },
    ...(form && { method: 'POST', body: form }),
  })
  for (const line of response.headers.getSetCookie()) {
    const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    cookies.set(key, value)
  }
  return response
}

export function comeBack(browser: Browser, query: string): Promise<ResponseOf<typeof sessionOidcCreate>> {
  return browser.call(sessionOidcCreate, { body: { query } })
}

export async function signInAs(browser: Browser, name: string, next?: string, cookies?: ProviderCookies) {
  const query = await answerOf(await begin(browser, next), name, 'sign-in', cookies)
  const signedIn = await comeBack(browser, query)
  await browser.openPage()
  return signedIn
}
