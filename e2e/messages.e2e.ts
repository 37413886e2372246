import { type Instance, messageSend, type Topic } from '@gantry/contract'
import { expect, type Locator, type Page } from '@playwright/test'
import { act, dialog, expectRefused, fact, fill, press, sortDown, tab } from './actions.ts'
import { test } from './fixtures.ts'
import { newTopic } from './seed.ts'
import type { World } from './world.ts'

interface Place {
  readonly page: Page
  readonly world: World
  readonly instance: Instance
}

/** A new topic of a type, and the form that sends to it. */
async function openSend({ page, world, instance }: Place, messageType: NonNullable<Topic['messageType']>) {
  const topic = await newTopic(world.console.call, instance, { messageType })
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await act(page, topic, 'Send Message')
  return { topic, form: dialog(page, `Send Message to ${topic}`) }
}

/** @param before ID of the message that was sent last. @returns ID of this one */
async function send(form: Locator, before = ''): Promise<string> {
  await press(form, before === '' ? 'Send' : 'Send again')
  await expect(form.getByText('The message is sent.')).toBeVisible()
  const messageId = fact(form, 'Message ID')
  await expect(messageId).not.toHaveText(before)
  await expect(messageId).toHaveText(/^[0-9A-F]{32}$/)
  await expect(fact(form, 'Answer of the broker')).toHaveText('SEND_OK')
  return (await messageId.textContent()) ?? ''
}

/** Leaves the form: one message is in the queues of the topic. */
async function expectOneStored(page: Page, topic: string, form: Locator): Promise<void> {
  await press(form, 'Cancel')
  await page.getByRole('link', { name: topic }).click()
  await tab(page, topic, 'Queues').click()
  await sortDown(page, 'Stored messages')
  const storedIn = (place: number) => page.getByRole('row').nth(place).getByRole('cell').nth(4)
  await expect(storedIn(1)).toHaveText('1')
  await expect(storedIn(2)).toHaveText('0')
}

test('a message with tag, keys and properties is sent, and stands in a queue', async ({
  page,
  world,
  instance,
}) => {
  const { topic, form } = await openSend({ page, world, instance }, 'NORMAL')
  await fill(form, { Body: 'order 17 is paid', Tag: 'paid', Keys: 'order-17 customer-4' })
  await press(form, 'Add property')
  await form.getByLabel('Property name').fill('region')
  await form.getByLabel('Property value').fill('north')
  await send(form)
  await expect(fact(form, 'Offset message ID')).toHaveText(/^[0-9A-F]{32}$/)
  await expectOneStored(page, topic, form)
})

test('what a message cannot be is refused at its field', async ({ page, world, instance }) => {
  const { form } = await openSend({ page, world, instance }, 'DELAYED')
  await press(form, 'Send')
  await expectRefused(form, 'Body', 'This field is required.')
  await fill(form, { Body: 'x'.repeat(64 * 1_024 + 1) })
  await press(form, 'Send')
  await expectRefused(
    form,
    'Body',
    /The body takes 65,?537 bytes; a Scheduled \/ delayed message holds 65,?536\./,
  )

  const days = 24 * 60 * 60_000
  const deliverAt = form.getByLabel(/^Deliver at/)
  await fill(form, { Body: 'x', Keys: 'k'.repeat(129) })
  await deliverAt.fill(dateTimeLocal(Date.now() + 41 * days))
  await press(form, 'Send')
  await expect(deliverAt).toHaveAccessibleDescription(/Choose a time at most 40 days ahead\./)
  await expectRefused(form, 'Keys', 'Use at most 128 characters.')

  await press(form, 'Add property')
  await form.getByLabel('Property name').fill('KEYS')
  await form.getByLabel('Property value').fill('mine')
  await fill(form, { Keys: '' })
  await deliverAt.fill('')
  await press(form, 'Send')
  await expect(form.getByRole('group', { name: 'Properties' }).getByRole('alert')).toContainText('KEYS')
})

test('messages with one sharding key go to one queue, in order', async ({ page, world, instance }) => {
  const { form } = await openSend({ page, world, instance }, 'PARTITIONALLY_ORDERED')
  await fill(form, { Body: 'first' })
  await press(form, 'Send')
  await expectRefused(form, 'Sharding key', 'This field is required.')
  await fill(form, { 'Sharding key': 'customer-4' })
  const first = await send(form)
  await expect(fact(form, 'Offset')).toHaveText('0')
  const place = [fact(form, 'Broker'), fact(form, 'Queue')]
  const firstPlace = await Promise.all(place.map(part => part.textContent()))
  await fill(form, { Body: 'second' })
  await send(form, first)
  await expect(fact(form, 'Offset')).toHaveText('1')
  expect(await Promise.all(place.map(part => part.textContent()))).toEqual(firstPlace)
})

test('a scheduled message waits for its time, and one whose time is past goes at once', async ({
  page,
  world,
  instance,
}) => {
  const { topic, form } = await openSend({ page, world, instance }, 'DELAYED')
  const deliverAt = form.getByLabel(/^Deliver at/)
  await fill(form, { Body: 'see you tomorrow' })
  await deliverAt.fill(dateTimeLocal(Date.now() + 24 * 60 * 60_000))
  const waiting = await send(form)
  await fill(form, { Body: 'late already' })
  await deliverAt.fill('2020-01-01T00:00')
  await send(form, waiting)
  // The other one is not there yet.
  await expectOneStored(page, topic, form)
})

test('a transaction that is committed can be consumed, and one that is rolled back cannot', async ({
  page,
  world,
  instance,
}) => {
  const { topic, form } = await openSend({ page, world, instance }, 'TRANSACTIONAL')
  await fill(form, { Body: 'never happened' })
  await form.getByRole('radio', { name: 'Roll back' }).check()
  const rolledBack = await send(form)
  await fill(form, { Body: 'happened' })
  await form.getByRole('radio', { name: 'Commit' }).check()
  await send(form, rolledBack)
  await expectOneStored(page, topic, form)
})

/** As a field for date and time takes it, in UTC. */
function dateTimeLocal(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16)
}

test('text that would be a page stays text, wherever it is shown', async ({ page, world, instance }) => {
  const markup = '<img src=x onerror=alert(1)>'
  const dialogs: string[] = []
  page.on('dialog', shown => {
    dialogs.push(shown.message())
    void shown.dismiss()
  })
  const { call } = world.console
  const { instanceId } = instance
  const topic = await newTopic(call, instance, { description: markup })
  const { messageId } = await call(messageSend, {
    params: { instanceId, topic },
    body: { body: markup, keys: ['order-17'], properties: { note: markup } },
  })
  await page.goto(`/instances/${instanceId}/topics?q=${encodeURIComponent(topic)}`)
  await expect(page.getByText(topic)).toBeVisible()
  await page.goto(`/instances/${instanceId}/topics/${topic}`)
  await expect(page.getByText(markup)).toBeVisible()
  await page.goto(`/instances/${instanceId}/topics/${topic}/messages/${messageId}`)
  await expect(page.getByText(markup)).toHaveCount(2)
  await expect(page.locator('img[src=x]')).toHaveCount(0)
  expect(dialogs).toEqual([])
})
