/** What support staff look at when a group does not move, and how they move it. */
import { consumerStatus, type Instance, messageSend } from '@gantry/contract'
import { expect } from '@playwright/test'
import { dialog, expectHeading, fact, fill, press, row, tab } from './actions.ts'
import { startConsumer } from './broker-door.ts'
import { test } from './fixtures.ts'
import { newGroup, newTopic } from './seed.ts'
import type { World } from './world.ts'

interface Place {
  readonly topic: string
  readonly group: string
}

async function newPlace({ console: { call } }: World, instance: Instance): Promise<Place> {
  return { topic: await newTopic(call, instance), group: await newGroup(call, instance) }
}

function statusOf({ console: { call } }: World, { instanceId }: Instance, { group }: Place) {
  return call(consumerStatus, { params: { instanceId, group } })
}

async function send({ console: { call } }: World, { instanceId }: Instance, topic: string, bodies: string[]) {
  for (const body of bodies) await call(messageSend, { params: { instanceId, topic }, body: { body } })
}

/** Two messages are consumed, then two more wait with nobody online. */
async function leaveWaiting(world: World, instance: Instance, place: Place): Promise<void> {
  {
    await using _consumer = await startConsumer(world, instance, { ...place, expression: '*' })
    await send(world, instance, place.topic, ['one', 'two'])
    const caughtUp = async () => {
      const { lastConsumedAt, accumulated } = await statusOf(world, instance, place)
      return lastConsumedAt !== null && accumulated === 0
    }
    await expect.poll(caughtUp, { timeout: 30_000 }).toBe(true)
  }
  await expect.poll(async () => (await statusOf(world, instance, place)).isOnline).toBe(false)
  await send(world, instance, place.topic, ['three', 'four'])
}

test('a group that consumes shows how it does, its queues, and its client with subscription and stack', async ({
  page,
  world,
  instance,
}) => {
  const place = await newPlace(world, instance)
  const { topic, group } = place
  await using _consumer = await startConsumer(world, instance, { ...place, expression: 'paid' })
  await expect.poll(async () => (await statusOf(world, instance, place)).clients).toBe(1)
  await page.goto(`/instances/${instance.instanceId}/groups/${group}/status`)
  await expect(fact(page, 'Online')).toHaveText('Online')
  await expect(fact(page, 'Consistent Subscription')).toHaveText('Consistent')
  await expect(fact(page, 'Message Delay Time')).toHaveText('none')
  const meaning = page.getByRole('button', { name: 'Meaning of Message Delay Time' })
  await meaning.focus()
  await expect(page.getByRole('tooltip')).toContainText('How long the earliest message that waits')

  await tab(page, group, 'Queues').click()
  await expect(row(page, topic).first()).toContainText('broker-a')
  await tab(page, group, 'Clients').click()
  await page.getByRole('row').nth(1).getByRole('link').click()
  await expect(fact(page, 'Process ID')).toHaveText(String(process.pid))
  await expect(page.getByRole('region', { name: 'Subscription' }).first()).toContainText('paid')
  await page.getByRole('link', { name: 'Stack Information' }).click()
  await expect(page.getByRole('region', { name: 'As the client sent it' })).toContainText('Node.js')
})

test('a group is moved forward after a preview in numbers, and back again', async ({
  page,
  world,
  instance,
}) => {
  const place = await newPlace(world, instance)
  const { topic, group } = place
  await leaveWaiting(world, instance, place)
  await page.goto(`/instances/${instance.instanceId}/groups/${group}/offset-resets`)
  await page.getByRole('link', { name: 'Reset Consumer Offset' }).first().click()
  const form = dialog(page, 'Reset Consumer Offset')
  await form.getByLabel('Topic').selectOption(topic)
  await press(form, 'Preview')
  await expect(form).toContainText('Preview: 2 messages are skipped, 0 are delivered again')
  await expect(form.getByRole('region', { name: "The same with RocketMQ's own tool" })).toContainText(
    'mqadmin skipAccumulatedMessage',
  )
  expect(await statusOf(world, instance, place)).toMatchObject({ accumulated: 2 })
  await press(form, 'Reset now')
  await expect(form).toContainText('Done: 2 messages are skipped, 0 are delivered again')
  expect(await statusOf(world, instance, place)).toMatchObject({ accumulated: 0 })
  await form.getByRole('button', { name: 'Close' }).last().click()

  await expect(row(page, topic)).toContainText('Latest Offset')
  await page.getByRole('button', { name: new RegExp(`^Actions of ${topic} `) }).click()
  await page.getByRole('menuitem', { name: 'Undo' }).click()
  const undo = dialog(page, 'Undo')
  await press(undo, 'Preview')
  await expect(undo).toContainText('0 messages are skipped, 2 are delivered again')
  await press(undo, 'Reset now')
  await expect(undo).toContainText('Done:')
  await undo.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByText('Undone')).toBeVisible()
  expect(await statusOf(world, instance, place)).toMatchObject({ accumulated: 2 })
})

test('a time that is not stored is refused with what is, and a client that is gone says so', async ({
  page,
  world,
  instance,
}) => {
  const place = await newPlace(world, instance)
  const { topic, group } = place
  await leaveWaiting(world, instance, place)
  await page.goto(`/instances/${instance.instanceId}/groups/${group}/offset-resets-new`)
  const form = dialog(page, 'Reset Consumer Offset')
  await form.getByLabel('Topic').selectOption(topic)
  await form.getByRole('radio', { name: 'Consumption from a Specific Point in Time' }).check()
  await expect(form).toContainText('Stored:')
  await fill(form, { 'Time \\(.+\\)': '2020-01-01T00:00:00' })
  await press(form, 'Preview')
  await expect(form.getByRole('alert')).toContainText('that is what is stored')

  await page.goto(`/instances/${instance.instanceId}/groups/${group}/clients/10.0.0.9%401/stack`)
  await expectHeading(page, '10.0.0.9@1')
  await expect(page.getByRole('alert')).toContainText('The client is not connected')
})
