import { expect, type Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import {
  act,
  arrive,
  changePassword,
  dialog,
  expectHeading,
  expectMessage,
  expectRefused,
  fill,
  PASSWORD,
  press,
  row,
  signIn,
  signOut,
} from './actions.ts'
import { bareTest as test } from './fixtures.ts'
import { look } from './look.ts'

const CHOSEN = 'chosen!pw1'
const STEP_MS = 30_000

/** What the app on the phone shows. The next code is taken, too, since clocks differ: a used one need not be waited out. */
function codeOf(secret: string, which: 'now' | 'next'): string {
  const timestamp = Date.now() + (which === 'next' ? STEP_MS : 0)
  return new TOTP({ secret }).generate({ timestamp })
}

/** @returns the key of the device and its recovery codes, which are on the page */
async function bindDevice(page: Page, password: string, name: string) {
  await fill(page, { 'Current password': password })
  await press(page, 'Continue')
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  const secret = (await page.getByRole('code').textContent()) ?? ''
  await look(page, `${name}-scan`)
  await fill(page, { Code: '000000' })
  await press(page, 'Switch On')
  await expectRefused(page, 'Code', 'This code is not right')
  await fill(page, { Code: codeOf(secret, 'now') })
  await press(page, 'Switch On')
  const list = page.getByRole('region', { name: 'recovery codes' })
  const codes = ((await list.textContent()) ?? '').trim().split('\n')
  expect(codes).toHaveLength(10)
  return { secret, codes }
}

test('a person binds a device, signs in with its code or a recovery code, and an administrator asks others to', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  await arrive(page)
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Switch On Two-step Sign-in' }).click()
  const binding = dialog(page, 'Switch On Two-step Sign-in')
  await fill(binding, { 'Current password': 'Wrong!pw!1' })
  await press(binding, 'Continue')
  await expect(binding.getByText('This is not the current password.')).toBeVisible()
  const { secret, codes } = await bindDevice(page, PASSWORD, 'mfa')
  await look(page, 'mfa-recovery-codes')
  await page.keyboard.press('Escape')
  await press(page, 'I have kept them')
  await expect(page.getByRole('link', { name: 'New Recovery Codes' })).toBeVisible()
  await look(page, 'mfa-profile')

  await signOut(page)
  await signIn(page, 'admin', PASSWORD)
  await expectHeading(page, 'Enter the code')
  await look(page, 'mfa-sign-in')
  await fill(page, { Code: '12345' })
  await press(page, 'Sign In')
  await expectRefused(page, 'Code', 'Type the six digits of the device, or a recovery code.')
  await fill(page, { Code: codeOf(secret, 'next') })
  await press(page, 'Sign In')
  await expectHeading(page, 'Overview')
  await signOut(page)
  await signIn(page, 'admin', PASSWORD)
  await fill(page, { Code: codes[0] ?? '' })
  await press(page, 'Sign In')
  await expectHeading(page, 'Overview')
  await page.goto('/profile/mfa/unbind')
  await fill(page, { 'Current password': PASSWORD, Code: codes[1] ?? '' })
  await press(page, 'Switch Off')
  await expectMessage(page, 'The device is forgotten.')
  await expect(page.getByRole('link', { name: 'Switch On Two-step Sign-in' })).toBeVisible()

  await page.goto('/accounts/users-new')
  const form = dialog(page, 'Create User')
  await fill(form, { Username: 'ann' })
  await form.getByLabel('Must sign in with a code').check()
  await press(form, 'Create')
  const password = (await page.getByRole('dialog').getByRole('code').first().textContent()) ?? ''
  await press(page, 'Close')
  await expect(row(page, 'ann')).toContainText('Asked for')

  await using elsewhere = await browser.newContext({ baseURL: baseURL ?? '' })
  const anns = await elsewhere.newPage()
  await anns.goto('/')
  await signIn(anns, 'ann', password)
  await changePassword(anns, password, CHOSEN)
  await expectHeading(anns, 'Switch On Two-step Sign-in')
  await anns.goto('/instances')
  await expectHeading(anns, 'Switch On Two-step Sign-in')
  const bound = await bindDevice(anns, CHOSEN, 'mfa-forced')
  await press(anns, 'I have kept them: sign in again')
  await expectHeading(anns, 'Sign In')
  await signIn(anns, 'ann', CHOSEN)
  await fill(anns, { Code: codeOf(bound.secret, 'next') })
  await press(anns, 'Sign In')
  await expectHeading(anns, 'Overview')

  await page.reload()
  await act(page, 'ann', 'Reset Two-step Sign-in')
  await press(dialog(page, 'Reset Two-step Sign-in: ann'), 'Reset')
  await expectMessage(page, 'The device is forgotten.')
  await anns.goto('/audit')
  await expectHeading(anns, 'Sign In')
})
