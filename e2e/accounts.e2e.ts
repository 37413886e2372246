import { expect, type Page } from '@playwright/test'
import {
  arrive,
  changePassword,
  dialog,
  expectHeading,
  expectMessage,
  expectRefused,
  field,
  fill,
  press,
  row,
  signIn,
  signOut,
} from './actions.ts'
import { bareTest as test } from './fixtures.ts'
import { look } from './look.ts'

const CHOSEN = 'chosen!pw1'

test('a user is made for a tenant account, works in it alone, and is shut out again', async ({
  page,
  browser,
  baseURL,
}) => {
  // Two people, and pages looked at in every way.
  test.setTimeout(180_000)
  await arrive(page)
  await page.getByRole('link', { name: 'Accounts' }).click()
  await page.getByRole('link', { name: 'Tenant accounts' }).click()
  await page.getByRole('link', { name: 'Create Tenant Account' }).click()
  await fill(dialog(page, 'Create Tenant Account'), { Name: 'Bookshop' })
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expectMessage(page, 'The tenant account is there.')

  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await page.getByRole('link', { name: 'Create User' }).click()
  const form = dialog(page, 'Create User')
  await fill(form, { Username: 'ann smith' })
  await page.keyboard.press('Tab')
  await expect(form.getByText('Use letters, digits and . _ @ - only')).toBeVisible()
  await fill(form, { Username: 'ann' })
  await form.getByLabel('Role').selectOption('Tenant administrator')
  await press(form, 'Create')
  await expectRefused(form, 'Tenant account', 'required')
  await field(form, 'Tenant account').fill('book')
  await page.getByRole('option', { name: /^Bookshop \(/ }).click()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const made = dialog(page, 'The user ann is there')
  const password = (await made.getByRole('code').first().textContent()) ?? ''
  await page.keyboard.press('Escape')
  await expect(made).toBeVisible()
  await made.getByRole('button', { name: 'Close' }).click()
  await expect(row(page, 'ann')).toContainText('Bookshop')
  await expect(row(page, 'ann')).toContainText('Has not signed in yet')

  await using elsewhere = await browser.newContext({ baseURL: baseURL ?? '' })
  const anns = await elsewhere.newPage()
  await anns.goto('/')
  await signIn(anns, 'ann', password)
  await changePassword(anns, password, CHOSEN)
  await expectHeading(anns, 'Overview')
  await expect(anns.getByRole('link', { name: 'Clusters' })).toBeVisible()
  await expect(anns.getByRole('link', { name: 'Audit' })).toBeHidden()
  await anns.getByRole('link', { name: 'Accounts' }).click()
  await expect(row(anns, 'ann')).toBeVisible()
  await expect(anns.getByText('Rows: 1')).toBeVisible()
  await anns.goto('/accounts/tenants')
  await expect(anns.getByText('You may not do this')).toBeVisible()

  await makeKey(anns)

  await page.getByRole('button', { name: 'Actions of ann' }).click()
  await page.getByRole('menuitem', { name: 'Change User' }).click()
  await dialog(page, 'Change User: ann').getByLabel('Disabled').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'ann')).toContainText('Disabled')
  await anns.goto('/instances')
  await expectHeading(anns, 'Sign In')
  await signIn(anns, 'ann', CHOSEN)
  await expect(anns.getByText('Username or password is wrong.')).toBeVisible()

  await page.getByRole('button', { name: 'Actions of ann' }).click()
  await page.getByRole('menuitem', { name: 'Delete User' }).click()
  const remove = dialog(page, 'Delete User')
  await expect(remove.getByText('The user has no API tokens.')).toBeVisible()
  await remove.getByRole('textbox').fill('ann')
  await remove.getByRole('button', { name: 'Delete' }).click()
  await expectMessage(page, 'The user is deleted.')
})

test('a person sees where they are signed in, and ends a session that is not this one', async ({
  page,
  browser,
  baseURL,
}) => {
  await arrive(page)
  await using elsewhere = await browser.newContext({ baseURL: baseURL ?? '' })
  const other = await elsewhere.newPage()
  await other.goto('/')
  await signIn(other, 'admin', 'Second!pw2')
  await expectHeading(other, 'Overview')

  await page.goto('/profile')
  await expect(page.getByText('Chrome on Linux').first()).toBeVisible()
  await page.getByRole('link', { name: 'End All Other Sessions' }).click()
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await expectMessage(page, 'The other sessions are ended.')
  await expect(page.getByRole('link', { name: 'End Session' })).toBeHidden()
  await other.goto('/instances')
  await expectHeading(other, 'Sign In')
  await signOut(page)
})

/** An access key is made, shown once, disabled, and deleted. */
async function makeKey(page: Page): Promise<void> {
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Access Keys' }).click()
  await page.getByRole('link', { name: 'Create Access Key' }).click()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const made = dialog(page, 'The access key is there')
  const accessKey = (await made.getByRole('code').first().textContent()) ?? ''
  await look(page, 'access-key-made')
  await made.getByRole('button', { name: 'Close' }).click()
  const keys = page.getByRole('row').filter({ hasText: accessKey })
  await expect(keys).toContainText('Enabled')
  await keys.getByRole('link', { name: 'Disable' }).click()
  await page.getByRole('button', { name: 'Disable' }).click()
  await expect(keys).toContainText('Disabled')
  await look(page, 'access-keys-one')
  await keys.getByRole('link', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('You have no access key')).toBeVisible()
}
