import { expect, type Locator, type Page } from '@playwright/test'
import { dialog, expectHeading, expectMessage, field, PASSWORD, row } from './actions.ts'
import { test } from './fixtures.ts'
import { newTopic, uniqueName } from './seed.ts'

const MOST_STOPS = 40

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const focused = target.and(page.locator(':focus'))
  for (let stops = 0; stops < MOST_STOPS && (await focused.count()) === 0; stops++) {
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

/** Opens by name what is not on the page. */
async function goTo(page: Page, name: string, found: RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('textbox', { name: 'Go to' })).toBeFocused()
  await page.keyboard.type(name)
  await expect(dialog(page, 'Go to').getByRole('button', { name: found })).toBeVisible()
  await page.keyboard.press('Enter')
}

test.describe('with the keyboard alone', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('somebody signs in and makes a topic', async ({ page, instance }) => {
    const { keyboard } = page
    const topic = uniqueName('typed')
    await page.goto('/')
    await expectHeading(page, 'Sign In')
    await tabTo(page, field(page, 'Username'))
    await keyboard.type('admin')
    await keyboard.press('Tab')
    await keyboard.type(PASSWORD)
    await keyboard.press('Enter')
    await expectHeading(page, 'Overview')

    await goTo(page, instance.name, new RegExp(`^${instance.name}.*${instance.instanceId}`))
    await expectHeading(page, instance.name)
    await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Topics', exact: true }))
    await keyboard.press('Enter')
    await expectHeading(page, 'Topics')
    await tabTo(page, page.getByRole('link', { name: 'Create Topic' }).first())
    await keyboard.press('Enter')
    const form = dialog(page, 'Create Topic')
    await expect(field(form, 'Topic')).toBeFocused()
    await keyboard.type(topic)
    await keyboard.press('Tab')
    await keyboard.press('ArrowDown')
    await expect(form.getByRole('radio', { name: 'Transactional' })).toBeChecked()
    await tabTo(page, field(form, 'Description'))
    await keyboard.type('made without a mouse')
    await tabTo(page, form.getByRole('button', { name: 'Create', exact: true }))
    await keyboard.press('Enter')
    await expectMessage(page, `Topic ${topic} is created.`)
    await expect(row(page, topic)).toContainText('Transactional')
    await expect(page.getByRole('link', { name: 'Create Topic' }).first()).toBeFocused()
  })
})

test('a topic is opened by its name, and its menu and dialogs by keys, which come back to where they were', async ({
  page,
  world,
  instance,
}) => {
  const topic = await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await expect(row(page, topic)).toBeVisible()
  await goTo(page, topic, new RegExp(`^${topic}.*Topic`))
  await expectHeading(page, topic)
  const menu = page.getByRole('button', { name: `Actions of ${topic}` })
  await tabTo(page, menu)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
})
