import { expect } from '@playwright/test'
import {
  arrive,
  changePassword,
  dialog,
  expectHeading,
  expectMessage,
  PASSWORD,
  row,
  signIn,
  signOut,
} from './actions.ts'
import { FIRST_PASSWORD } from './console.ts'
import { bareTest as test } from './fixtures.ts'

test('the first sign-in asks for a new password before anything else can be used', async ({ page }) => {
  await page.goto('/')
  await expectHeading(page, 'Sign In')
  await signIn(page, 'admin', FIRST_PASSWORD)
  await expectHeading(page, 'Choose your password')

  await page.goto('/clusters')
  await expectHeading(page, 'Choose your password')

  await changePassword(page, FIRST_PASSWORD, 'short')
  await expect(page.getByText('Use 8 to 20 characters.')).toBeVisible()
  await changePassword(page, FIRST_PASSWORD, 'onlyletters')
  await expect(page.getByText('Use at least two of: letters, digits')).toBeVisible()
  await changePassword(page, FIRST_PASSWORD, FIRST_PASSWORD)
  await expect(page.getByText('The new password must differ from the old one.')).toBeVisible()
  await changePassword(page, 'Wrong!pw!1', PASSWORD)
  await expect(page.getByText('This is not the current password.')).toBeVisible()
  await changePassword(page, FIRST_PASSWORD, PASSWORD)
  await expectMessage(page, 'The password is changed.')
  await expectHeading(page, 'Overview')
})

test('a wrong name and a wrong password are refused with the same words, and at last with a wait', async ({
  page,
}) => {
  await page.goto('/')
  for (const username of ['admin', 'nobody']) {
    await signIn(page, username, 'Wrong!pw!1')
    await expect(page.getByText('Username or password is wrong.')).toBeVisible()
  }
  await expect(async () => {
    await signIn(page, 'admin', 'Wrong!pw!1')
    await expect(page.getByText('Too many wrong passwords')).toBeVisible({ timeout: 1_000 })
  }).toPass()
})

test('a link is followed after signing in, and signing out leaves nothing to see', async ({ page }) => {
  await arrive(page)
  await signOut(page)
  await page.goto('/audit?q=password')
  await expectHeading(page, 'Sign In')
  await signIn(page, 'admin', PASSWORD)
  await expectHeading(page, 'Audit')
  await expect(page).toHaveURL(/\/audit\?q=password$/)

  await signOut(page)
  await page.goBack()
  await expectHeading(page, 'Sign In')
})

test('a changed password ends the sessions that are open elsewhere', async ({ page, browser, baseURL }) => {
  await arrive(page)
  await using elsewhere = await browser.newContext({ baseURL: baseURL ?? '' })
  const other = await elsewhere.newPage()
  await other.goto('/')
  await signIn(other, 'admin', PASSWORD)
  await expectHeading(other, 'Overview')

  await page.goto('/profile')
  await page.getByRole('link', { name: 'Change Password' }).click()
  await changePassword(page, PASSWORD, 'Third!pw3!')
  await expectMessage(page, 'The password is changed.')
  await expect(dialog(page, 'Change Password')).toBeHidden()

  await other.getByRole('link', { name: 'Audit' }).click()
  await expectHeading(other, 'Sign In')
})

test('an API token is shown once, works for a program, and is refused once it is revoked', async ({
  page,
  request,
}) => {
  await arrive(page)
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Create Token' }).first().click()
  await dialog(page, 'Create Token').getByLabel('Name').fill('nightly report')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('Copy the token now: it is not shown again.')).toBeVisible()
  const token = await dialog(page, 'Create Token').getByRole('code').textContent()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Copy the token now')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(row(page, 'nightly report')).toContainText('Never')

  const program = () => request.get('/api/v1/session', { headers: { authorization: `Bearer ${token}` } })
  expect((await program()).status()).toBe(200)

  await page.getByRole('button', { name: 'Actions of nightly report' }).click()
  await page.getByRole('menuitem', { name: 'Revoke Token' }).click()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expectMessage(page, 'The token is revoked.')
  await expect(row(page, 'nightly report')).toBeHidden()
  expect((await program()).status()).toBe(401)
})
