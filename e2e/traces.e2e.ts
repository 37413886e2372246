import { expect, type Page } from '@playwright/test'
import {
  act,
  dialog,
  expectHeading,
  expectMessage,
  expectRefused,
  fact,
  fill,
  press,
  row,
} from './actions.ts'
import { sendTraced } from './broker-door.ts'
import { test } from './fixtures.ts'
import { newGroup, newTopic } from './seed.ts'

async function openCreate(page: Page) {
  await page.getByRole('link', { name: 'Create Query Task' }).first().click()
  return dialog(page, 'Create Query Task')
}

test('a query task finds the way of a message, from its producer to the groups of its topic', async ({
  page,
  world,
  instance,
}) => {
  const { call } = world.console
  const [topic, group] = [await newTopic(call, instance), await newGroup(call, instance)]
  const messageId = await sendTraced(world, instance, { topic, group, key: 'order-17' })
  await page.goto(`/instances/${instance.instanceId}/traces`)
  await expect(page.getByText('No query tasks yet')).toBeVisible()
  const form = await openCreate(page)
  await fill(form, { Topic: topic, 'Message ID': messageId })
  await press(form, 'Create')
  await expectMessage(page, 'The query runs in the background.')
  const task = row(page, messageId)
  await expect(task).toContainText('Query Completed')
  await expect(task).toContainText('Traces: 1')
  await task.getByRole('button', { name: `In short: ${topic}` }).click()
  await expect(task).toContainText('All Succeeded')

  await act(page, topic, 'View Traces')
  await expectHeading(page, 'View Traces')
  const producer = page.getByRole('region', { name: 'Producer' })
  await expect(producer).toContainText('Sent')
  await expect(fact(producer, 'Group')).toHaveText('PID-traced')
  await expect(fact(producer, 'Sending time')).toHaveText(/^\d{4}-\d\d-\d\dT.*Z$/)
  const place = page.getByRole('region', { name: topic })
  await expect(fact(place, 'Message type')).toHaveText('Normal')
  await expect(fact(place, 'Key')).toHaveText('order-17')
  const consumer = page.getByRole('region', { name: group, exact: true })
  await expect(consumer).toContainText('All Succeeded')
  await expect(consumer.getByRole('row').nth(1)).toContainText('Consumed')

  await page.getByRole('link', { name: 'Message traces' }).last().click()
  await act(page, topic, 'Delete Query Task')
  await press(dialog(page, 'Delete Query Task'), 'Delete')
  await expect(page.getByText('No query tasks yet')).toBeVisible()
})

test('what cannot be asked is refused at its field, and nothing found says what to check', async ({
  page,
  world,
  instance,
}) => {
  const topic = await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/traces`)
  const form = await openCreate(page)
  await press(form, 'Create')
  await expectRefused(form, 'Topic', 'This field is required.')
  await fill(form, { Topic: 'no-such-topic', 'Message ID': 'x' })
  await press(form, 'Create')
  await expect(form.getByText(`There is no topic no-such-topic in ${instance.instanceId}`)).toBeVisible()
  await form.getByRole('radio', { name: 'By message key' }).check()
  await fill(form, { Topic: topic, 'Message key': 'nobody' })
  await press(form, 'Create')
  await expect(row(page, topic)).toContainText('Traces: 0')
  await act(page, topic, 'View Traces')
  await expect(page.getByText('No trace was found')).toBeVisible()
  await expect(page.getByText('Tracing is on in the client')).toBeVisible()
})
