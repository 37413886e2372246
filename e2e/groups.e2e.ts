import { expect, type Locator, type Page } from '@playwright/test'
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
  tab,
} from './actions.ts'
import { startConsumer } from './broker-door.ts'
import { test } from './fixtures.ts'
import { newGroup, newTopic, uniqueName } from './seed.ts'

async function openCreate(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Create Group ID' }).first().click()
  return dialog(page, 'Create Group ID')
}

test('groups are made for TCP and for HTTP, and each is in the list of its protocol', async ({
  page,
  instance,
}) => {
  const [tcp, http] = [uniqueName('GID-billing'), uniqueName('CID_mail')]
  await page.goto(`/instances/${instance.instanceId}/groups`)
  const form = await openCreate(page)
  await fill(form, { 'Group ID': tcp, Description: 'Writes invoices' })
  await press(form, 'Create')
  await expectMessage(page, `Group ${tcp} is created.`)
  await expect(row(page, tcp)).toContainText('Ready')
  await expect(row(page, tcp)).toContainText('Offline')

  await tab(page, 'Protocol', 'HTTP Protocol').click()
  await expect(page.getByText('No groups yet')).toBeVisible()
  await openCreate(page)
  await expect(form.getByRole('radio', { name: 'HTTP Protocol' })).toBeChecked()
  await fill(form, { 'Group ID': http })
  await press(form, 'Create')
  await expect(row(page, http)).toContainText('Ready')
  await tab(page, 'Protocol', 'TCP Protocol').click()
  await expect(row(page, tcp)).toBeVisible()
  await expect(row(page, http)).toBeHidden()
})

test('names that a group cannot have are refused at the field', async ({ page, world, instance }) => {
  const taken = await newGroup(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/groups`)
  const form = await openCreate(page)
  const refused = {
    '': 'This field is required.',
    'GID-ab': 'Use 7 to 64 characters.',
    [`GID-${'x'.repeat(61)}`]: 'Use 7 to 64 characters.',
    'orders-of-the-shop': 'A group ID starts with CID or GID.',
    'GID-two words': 'Use letters, digits, hyphens and underscores only.',
    [taken]: `There is a group ${taken} on broker-a, broker-b already.`,
  }
  for (const [group, why] of Object.entries(refused)) {
    await fill(form, { 'Group ID': group })
    await press(form, 'Create')
    await expectRefused(form, 'Group ID', why)
  }
})

test('a group is edited, and deleted after it is said that connected clients are not cut off', async ({
  page,
  world,
  instance,
}) => {
  const group = await newGroup(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/groups`)
  await act(page, group, 'Edit Description')
  await fill(dialog(page, 'Edit Description'), { Description: 'Sends mail' })
  await press(dialog(page, 'Edit Description'), 'Save')
  await expectMessage(page, 'The operation is successful.')
  await page.getByRole('link', { name: group }).click()
  await expectHeading(page, group)
  await expect(fact(page, 'Description')).toHaveText('Sends mail')
  await expect(fact(page, 'Name on the brokers')).toHaveText(`${instance.instanceId}%${group}`)

  await act(page, group, 'Delete Group ID')
  const confirm = dialog(page, 'Delete Group ID')
  await expect(confirm).toContainText('Clients that connect with this group ID afterwards are refused.')
  await expect(confirm).toContainText('Clients that are connected now are not cut off')
  await fill(confirm, { 'Type the name to confirm': group })
  await press(confirm, 'Delete')
  await expectMessage(page, `Group ${group} is deleted.`)
  await expect(page.getByText('No groups yet')).toBeVisible()
})

test('a consumer that runs is seen with what it subscribes to, on the page of the group and of the topic', async ({
  page,
  world,
  instance,
}) => {
  const topic = await newTopic(world.console.call, instance)
  const group = await newGroup(world.console.call, instance)
  await using _consumer = await startConsumer(world, instance, { group, topic, expression: 'paid || sent' })
  await page.goto(`/instances/${instance.instanceId}/groups`)
  await expect(row(page, group)).toContainText('Online')
  await act(page, group, 'Subscription')
  await expect(row(page, topic)).toContainText('paid || sent')
  await expect(row(page, topic)).toContainText('Online')
  await tab(page, group, 'Clients').click()
  await expect(page.getByText('Rows: 1')).toBeVisible()
  await expect(row(page, '127.0.0.1')).toContainText('broker-a broker-b')

  await act(page, group, 'Delete Group ID')
  await expect(dialog(page, 'Delete Group ID')).toContainText('Clients connected right now: 1.')
  await page.goto(`/instances/${instance.instanceId}/topics/${topic}/subscriptions`)
  await expect(row(page, group)).toContainText('Clustering')
  await expect(row(page, group)).toContainText('paid || sent')
})

test('sample code has the endpoint, the topic that is chosen and the group in it, in each language', async ({
  page,
  world,
  instance,
}) => {
  const topic = await newTopic(world.console.call, instance)
  const group = await newGroup(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/groups`)
  await act(page, group, 'Sample Code')
  const consumer = page.getByRole('region', { name: 'Consumer.java' })
  await expect(consumer).toContainText(world.cluster.namesrvAddr)
  await expect(consumer).toContainText(instance.instanceId)
  await expect(consumer).toContainText(group)
  await expect(consumer).toContainText('YOUR_TOPIC')
  await page.getByLabel('Topic', { exact: true }).selectOption(topic)
  await expect(consumer).toContainText(topic)
  await page.getByLabel('Language').selectOption('Python')
  await expect(page.getByRole('heading', { name: 'Produce: producer.py' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'consumer.py' })).toContainText(topic)
  await expect(page).toHaveURL(new RegExp(`topic=${topic}.*language=python`))
})
