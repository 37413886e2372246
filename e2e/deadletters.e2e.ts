import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { expectHeading, fact, fill, press, row, tab } from './actions.ts'
import { makeDeadLetter } from './broker-door.ts'
import { test } from './fixtures.ts'
import { newGroup, newTopic } from './seed.ts'

const select = (page: Page, messageId: string) =>
  page.getByRole('checkbox', { name: `Select ${messageId}` }).check()

test('a group without dead letters has no queue, and the page says that this is fine', async ({
  page,
  world,
  instance,
}) => {
  const group = await newGroup(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/groups/${group}`)
  await tab(page, group, 'Dead letters').click()
  await expect(page.getByText('No dead letters', { exact: true })).toBeVisible()
  await expect(page.getByText('All is well.')).toBeVisible()
  await page.getByText('By Message ID').click()
  await fill(page, { 'Message ID': '7F00000100002A9F0000000000000001' })
  await press(page, 'Search')
  await expect(page.getByText('No such dead letter')).toBeVisible()
})

test('dead letters are picked, sent again once, and taken away as a file', async ({
  page,
  world,
  instance,
}) => {
  const { call } = world.console
  const [topic, group] = [await newTopic(call, instance), await newGroup(call, instance)]
  const first = await makeDeadLetter(world, instance, { topic, group, body: '{"order": 1}' })
  const second = await makeDeadLetter(world, instance, { topic, group, body: '=cmd()' })
  await page.goto(`/instances/${instance.instanceId}/groups/${group}/dead-letters`)
  await expect(row(page, first)).toContainText(topic)
  await expect(page.getByText('Rows: 2')).toBeVisible()

  await select(page, first)
  await press(page, 'Resend selected (1)')
  await expectHeading(page, 'Resend of dead letters')
  await expect(page.getByText('1 of 1 done')).toBeVisible()
  await expect(row(page, first)).toContainText('Sent')
  await expect(page.getByText('It goes on when this page is closed.')).toBeVisible()

  await page.getByRole('link', { name: `${group}: Dead letters` }).click()
  await expect(row(page, first)).toContainText('Sent again')
  await press(page, 'Resend all of the range')
  await expect(page.getByText('2 of 2 done')).toBeVisible()
  await expect(row(page, second)).toContainText('Sent')
  await expect(row(page, first)).toContainText('Left: sent before')
  await expect(row(page, first)).toContainText('It was sent at')

  await page.getByRole('link', { name: second }).click()
  await expect(fact(page, 'Original topic')).toHaveText(topic)
  await expect(page.getByRole('region', { name: 'Body' }).last()).toContainText('=cmd()')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ])
  const csv = await readFile(await download.path(), 'utf8')
  expect(csv).toContain('topic,msgId,bornHost')
  expect(csv).toContain(`${topic},${second}`)
})
