/** "Where is my message?" in a browser, about messages of RocketMQ's Java clients. */
import { messageSend } from '@gantry/contract'
import { expect } from '@playwright/test'
import { sendToSeven, sevenGroups, startSupportDesk } from '../apps/bff/test-support/support-desk.ts'
import { dialog, press } from './actions.ts'
import { startConsumer } from './broker-door.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { newGroup, newTopic } from './seed.ts'

test('where a message is, asked from any page', async ({ page, world, instance }) => {
  const { call } = world.console
  const topic = await newTopic(call, instance)
  const group = await newGroup(call, instance)
  const params = { instanceId: instance.instanceId, topic }
  const { messageId } = await call(messageSend, { params, body: { body: 'x', tag: 'paid' } })
  await using _consumer = await startConsumer(world, instance, { group, topic, expression: 'refunded' })
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await press(page, 'Go to Ctrl K')
  await page.getByRole('textbox', { name: 'Go to' }).fill(messageId)
  await dialog(page, 'Go to')
    .getByRole('button', { name: `Where is the message ${messageId}?` })
    .click()
  const answers = page.getByRole('listitem')
  await expect(answers.filter({ hasText: `Sent: stored at` })).toContainText(topic)
  await expect(answers.filter({ hasText: `Filtered out by ${group}` })).toContainText('tag paid')
  await look(page, 'lookup-answered')
  await answers.filter({ hasText: 'Filtered out by' }).getByRole('link', { name: 'Group' }).click()
  await expect(page.getByRole('heading', { level: 1, name: group })).toBeVisible()
})

test('what seven groups have made of a message stands on one page', async ({ page, world, instance }) => {
  test.setTimeout(180_000)
  const { call } = world.console
  const { instanceId } = instance
  const topic = await newTopic(call, instance)
  const groups = await sevenGroups(() => newGroup(call, instance))
  const { namesrvAddr, javaClasspath: classpath } = world.cluster
  await using desk = await startSupportDesk({
    namesrvAddr,
    credentials: world.credentials,
    classpath,
    instanceId,
  })
  const id = await sendToSeven(desk, topic, groups)

  const answers = page.getByRole('listitem')
  await expect(async () => {
    await page.goto(`/lookups?instance=${instanceId}&q=${id}`)
    for (const sentence of [
      /Sent: stored at/,
      new RegExp(`Waiting: .*${groups.busy}`),
      new RegExp(`Not yet consumed by ${groups.gone}`),
      new RegExp(`Clients of ${groups.divided} subscribe to ${topic} differently`),
      new RegExp(`In the dead-letter queue of ${groups.killing} since`),
      new RegExp(`Filtered out by ${groups.picky}`),
      new RegExp(`Failing in ${groups.failing}: attempt \\d+ of 16 failed.* Last error: FAILED`),
      new RegExp(`Consumed by ${groups.taking}`),
    ]) {
      await expect(answers.filter({ hasText: sentence })).toBeVisible({ timeout: 5_000 })
    }
  }).toPass({ timeout: 120_000 })
  await look(page, 'lookup-of-seven-groups')
  await answers
    .filter({ hasText: 'In the dead-letter queue' })
    .getByRole('link', { name: 'Dead letter' })
    .click()
  await expect(page.getByRole('row', { name: new RegExp(topic) })).toBeVisible()
})
