import { type BodyInputOf, messageSend } from '@gantry/contract'
import { expect } from '@playwright/test'
import { dialog, fact, fill, press, row } from './actions.ts'
import { startConsumer } from './broker-door.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { newGroup, newTopic } from './seed.ts'

const BODY = '{"order": 17, "lines": ["tea", "cup"]}'

test('a message is found by time, key and ID, read, and tried on a client', async ({
  page,
  world,
  instance,
}) => {
  const { call } = world.console
  const topic = await newTopic(call, instance)
  const group = await newGroup(call, instance)
  const send = (body: BodyInputOf<typeof messageSend>) =>
    call(messageSend, { params: { instanceId: instance.instanceId, topic }, body })
  const { messageId } = await send({
    body: BODY,
    tag: 'paid',
    keys: ['order-17'],
    properties: { region: 'north' },
  })
  await send({ body: 'other', tag: 'refunded', properties: { region: 'south' } })
  await using _consumer = await startConsumer(world, instance, { group, topic, expression: 'paid' })

  await page.goto(`/instances/${instance.instanceId}/topics/${topic}/messages`)
  await press(page, 'Last hour')
  await expect(page.getByText('2 of 2 messages looked at, 2 found.')).toBeVisible()
  await fill(page, { 'Condition on properties': "region = 'north'" })
  await press(page, 'Search')
  await expect(page.getByText('2 of 2 messages looked at, 1 found.')).toBeVisible()
  await fill(page, { 'Condition on properties': 'region = =' })
  await press(page, 'Search')
  await expect(page.getByRole('alert')).toContainText('No value can begin with =.')

  await page.getByRole('link', { name: 'Key', exact: true }).click()
  await fill(page, { Key: 'order-17' })
  await press(page, 'Search')
  await page.getByRole('link', { name: messageId }).click()
  await expect(fact(page, 'Tag')).toHaveText('paid')
  await expect(page.getByText('"tea"')).toBeVisible()
  await page.getByText('Hex', { exact: true }).click()
  await expect(page.getByText(/^00000000 {2}7b 22/)).toBeVisible()
  await expect(row(page, group).getByText('Consumed at least once')).toBeVisible()
  await look(page, 'message-found')

  await row(page, group).getByRole('link', { name: 'Verify' }).click()
  await press(dialog(page, 'Consumption verification'), 'Verify')
  await expect(page.getByText('The client has consumed the message.')).toBeVisible()
})

test('what is no message ID, and a message that is not there, are said so', async ({
  page,
  world,
  instance,
}) => {
  const topic = await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/topics/${topic}/messages?by=id`)
  await fill(page, { 'Message ID': 'order-17' })
  await press(page, 'Search')
  await expect(page.getByRole('alert')).toContainText('This is no message ID')
  await fill(page, { 'Message ID': '7F0000010D2E18B4AAC2133C4D5A0000' })
  await press(page, 'Search')
  await expect(page.getByText('No message found')).toBeVisible()
})

test('a live tail shows messages as they are stored', async ({ page, world, instance }) => {
  const topic = await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/topics/${topic}/messages?by=tail`)
  await expect(page.getByText('Nothing new yet.')).toBeVisible()
  const params = { instanceId: instance.instanceId, topic }
  let number = 0
  await expect(async () => {
    // The tail begins when it has asked for the first time.
    await world.console.call(messageSend, { params, body: { body: 'x', tag: `tag-${number++}` } })
    await expect(page.getByRole('cell', { name: /^tag-\d+$/ }).first()).toBeVisible({ timeout: 3_000 })
  }).toPass()
})
