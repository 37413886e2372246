import { instanceList, topicUpdate, topicView } from '@gantry/contract'
import { expect } from '@playwright/test'
import { arrive, dialog, expectHeading, expectMessage, field, press, row } from './actions.ts'
import { demoTest as test } from './fixtures.ts'
import { look } from './look.ts'

test('a change is read as before and after, taken away as a file, and changed back', async ({
  page,
  console: { call },
}) => {
  // Two pages looked at in every way.
  test.setTimeout(180_000)
  const shop = (await call(instanceList, {})).items.find(({ name }) => name === 'shop')
  const params = { instanceId: shop?.instanceId ?? '', topic: 'clicks' }
  const { description, version } = (await call(topicView, { params })).topic
  await call(topicUpdate, { params, body: { description: 'Something else.', version } })
  await arrive(page)
  await page.goto('/audit?action=topicUpdate')
  await expectHeading(page, 'Audit')
  const event = row(page, 'topicUpdate')
  await expect(event).toContainText(`Description: ${description} → Something else.`)
  await expect(page.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', /csv\?action=topicUpdate$/)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'JSON' }).click()
  expect((await downloading).suggestedFilename()).toBe('audit-events.jsonl')
  await page.getByLabel('Result').selectOption('Refused')
  await expect(event).toHaveCount(0)
  await page.getByLabel('Result').selectOption('Done')
  await page.getByLabel('User', { exact: true }).fill('admin')
  await page.getByLabel(/^From,/).fill('2020-01-01T00:00:00')
  await expect(event).toBeVisible()
  await expect(page.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', /result=ok.*from=2020/)
  const list = page.getByRole('region', { name: 'Audit' })
  expect(await list.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  await look(page, 'audit')

  await event.getByRole('link', { name: 'Details' }).click()
  const details = dialog(page, 'Event')
  await expect(details.getByRole('row', { name: 'Description' })).toContainText('Something else.')
  // What lies behind the dialog stays as it was filtered.
  await expect(page.getByLabel('Action')).toHaveValue('topicUpdate')
  await look(page, 'auditEvent')
  const link = details.getByRole('link', { name: 'Undo this change' })
  const way = (await link.getAttribute('href')) ?? ''
  await link.click()
  const form = dialog(page, 'Edit Description')
  await expect(form.getByText('Back to what it was')).toBeVisible()
  await expect(field(form, 'Description')).toHaveValue(description)
  await press(page, 'Save')
  await expectMessage(page, 'The operation is successful.')
  expect((await call(topicView, { params })).topic.description).toBe(description)

  await page.goto(way)
  await field(form, 'Description').fill('Something new.')
  await press(page, 'Save')
  await expect(form.getByText('Somebody changed it meanwhile')).toBeVisible()
  expect((await call(topicView, { params })).topic.description).toBe(description)
})
