import { expect } from '@playwright/test'
import { expectHeading, row } from './actions.ts'
import { test } from './fixtures.ts'
import { newInstance, newTopic } from './seed.ts'

test('what another caller changes shows in an open list, until that is paused', async ({
  page,
  context,
  world,
  instance,
}) => {
  const { call } = world.console
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await expect(page.getByText('No topics yet')).toBeVisible()
  await expect(page.getByText(/^As of \d\d:\d\d:\d\d · live$/)).toBeVisible()
  const first = await newTopic(call, instance)
  await expect(row(page, first)).toBeVisible()

  await page.getByRole('button', { name: 'Pause live figures' }).click()
  await expect(page.getByText(/· paused$/)).toBeVisible()
  const elsewhere = await context.newPage()
  await elsewhere.goto(page.url())
  await expect(row(elsewhere, first)).toBeVisible()
  const second = await newTopic(call, instance)
  await expect(row(elsewhere, second)).toBeVisible()
  await expect(row(page, second)).toBeHidden()

  await page.getByRole('button', { name: 'Resume live figures' }).click()
  await expect(row(page, second)).toBeVisible()
  await expect(page.getByText(/· live$/)).toBeVisible()
})

test('a new instance is in the picker at once: the server tells, since nobody asks for it', async ({
  page,
  world,
  instance,
}) => {
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await expect(page.getByText(/· live$/)).toBeVisible()
  const { name } = await newInstance(world.console.call)
  await page.getByRole('combobox', { name: 'Instance' }).click()
  await page.getByRole('option', { name }).click()
  await expect(page.getByText('No topics yet')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Instance' })).toHaveValue(name)
})

test('a page whose parts are gone after an upgrade loads itself again, but only once', async ({
  page,
  instance,
}) => {
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await expectHeading(page, 'Topics')
  const missing = `dispatchEvent(new Event('vite:preloadError', { cancelable: true }))`
  const again = page.waitForEvent('load')
  await page.evaluate(missing)
  await again
  await expectHeading(page, 'Topics')
  // True: nobody took care of it, so the page says what is missing.
  expect(await page.evaluate(missing)).toBe(true)
})
