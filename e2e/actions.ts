/** What a person does at the page, by what they read on it. */
import { expect, type Locator, type Page } from '@playwright/test'
import { FIRST_PASSWORD } from './console.ts'

/** What the administrator chooses at the first sign-in. */
export const PASSWORD = 'Second!pw2'

export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await fill(page, { Username: username, Password: password })
  await page.getByRole('button', { name: 'Sign In' }).click()
}

/** The first sign-in of the first administrator, who chooses a password and is then where the page leads. */
export async function arrive(page: Page): Promise<void> {
  await page.goto('/')
  await signIn(page, 'admin', FIRST_PASSWORD)
  await changePassword(page, FIRST_PASSWORD, PASSWORD)
  await expectHeading(page, 'Overview')
}

/** The first sign-in of a user, who chooses a password of their own. */
export async function settleIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/')
  await signIn(page, username, password)
  await changePassword(page, password, 'chosen!pw1')
  await expectHeading(page, 'Overview')
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expectHeading(page, 'Sign In')
}

export async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await fill(page, { 'Current password': current, 'New password': next })
  await page.getByRole('button', { name: /^(Change|Set Password)$/ }).click()
}

export async function expectHeading(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** A message that comes and goes, as after a change that went through. */
export async function expectMessage(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.getByRole('alert').filter({ hasText: text })).toBeVisible()
}

/** A field by its label; one that must be filled has a star behind it. */
export function field(scope: Page | Locator, label: string): Locator {
  return scope.getByLabel(new RegExp(`^${label}( \\*)?$`))
}

export async function fill(scope: Page | Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await field(scope, label).fill(text)
}

/** A value is refused, and beside its field stands why. */
export async function expectRefused(
  scope: Page | Locator,
  label: string,
  why: string | RegExp,
): Promise<void> {
  const refused = field(scope, label)
  await expect(refused).toHaveAttribute('aria-invalid', 'true')
  await expect(refused).toHaveAccessibleDescription(typeof why === 'string' ? containing(why) : why)
}

function containing(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}

/** What stands under a label, such as the endpoint of an instance. */
export function fact(scope: Page | Locator, label: string): Locator {
  const term = scope.getByRole('term').filter({ hasText: new RegExp(`^${label}$`) })
  return term.locator('xpath=following-sibling::dd')
}

/** Presses a button of a form or a dialog. */
export async function press(scope: Page | Locator, name: string): Promise<void> {
  await scope.getByRole('button', { name, exact: true }).click()
}

/** One of the pages of one thing, such as the queues of a topic. */
export function tab(page: Page, of: string, name: string): Locator {
  return page.getByRole('navigation', { name: of, exact: true }).getByRole('link', { name })
}

/** A dialog by its heading. */
export function dialog(page: Page, name: string | RegExp): Locator {
  return page.getByRole('dialog', { name })
}

/** A row of a table by the name that it begins with. */
export function row(page: Page, name: string | RegExp): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('cell', { name }) })
}

/** Sorts a table by a column, largest first. */
export async function sortDown(page: Page, column: string): Promise<void> {
  const header = page.getByRole('columnheader', { name: column, exact: true })
  for (const order of ['ascending', 'descending']) {
    await header.getByRole('button').click()
    await expect(header).toHaveAttribute('aria-sort', order)
  }
}

/** Opens the menu of one thing, such as a topic in its list, and takes an entry. */
export async function act(page: Page, of: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of ${of}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}
