/** Who calls: an administrator's program with its token, and a person who may only look with cookie and CSRF token. */
import { accountList, type Call, passwordChange, sessionView, userCreate } from '@gantry/contract'
import { createBrowser } from '../../../apps/bff/test-support/callers.ts'

export interface Caller {
  readonly role: 'administrator' | 'readOnly'
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>
}

const PASSWORD = 'Proof!pw!1'

export function administrator(token: string): Caller {
  return { role: 'administrator', headers: { authorization: `Bearer ${token}` } }
}

/** A user of the first account, past the first sign-in. */
export async function readOnly(url: string, call: Call): Promise<Caller> {
  const [account] = (await call(accountList, {})).items
  if (!account) throw new Error('The console has no account.')
  const username = 'onlooker'
  const { password } = await call(userCreate, {
    body: { username, role: 'readOnly', accountId: account.accountId },
  })
  const browser = createBrowser(url)
  await browser.signIn(username, password)
  await browser.call(passwordChange, { body: { currentPassword: password, newPassword: PASSWORD } })
  const { csrfToken } = await browser.call(sessionView, {})
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { role: 'readOnly', headers: { cookie, 'x-csrf-token': csrfToken } }
}
