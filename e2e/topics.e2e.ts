import { topicUpdate } from '@gantry/contract'
import { expect, type Locator, type Page } from '@playwright/test'
import {
  act,
  dialog,
  expectHeading,
  expectMessage,
  expectRefused,
  fact,
  field,
  fill,
  press,
  row,
  tab,
} from './actions.ts'
import { adminOf } from './broker-door.ts'
import { test } from './fixtures.ts'
import { newInstance, newTopic, uniqueName } from './seed.ts'

async function openCreate(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Create Topic' }).first().click()
  return dialog(page, 'Create Topic')
}

const TYPES = [
  { label: 'Normal', queues: '16' },
  { label: 'Transactional', queues: '16' },
  { label: 'Scheduled / delayed', queues: '16' },
  { label: 'Partitionally ordered', queues: '16' },
  { label: 'Globally ordered', queues: '1' },
] as const

for (const { label, queues } of TYPES) {
  test(`a topic is made whose type is: ${label}`, async ({ page, instance }) => {
    const topic = uniqueName('of-type')
    await page.goto(`/instances/${instance.instanceId}/topics`)
    const form = await openCreate(page)
    await fill(form, { Topic: topic, Description: 'Orders of the shop' })
    await form.getByRole('radio', { name: label }).check()
    await press(form, 'Create')
    await expectMessage(page, `Topic ${topic} is created.`)
    const cells = [topic, label, 'Ready', 'Orders of the shop', queues]
    await expect(row(page, topic).getByRole('cell')).toContainText(cells)
    await page.getByRole('combobox', { name: 'Message type' }).selectOption(label)
    await expect(row(page, topic)).toBeVisible()
  })
}

test('a topic shows its attributes and its queues, and that nobody uses it yet', async ({
  page,
  world,
  instance,
}) => {
  const topic = await newTopic(world.console.call, instance, { messageType: 'GLOBALLY_ORDERED' })
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await page.getByRole('link', { name: topic }).click()
  await expectHeading(page, topic)
  await expect(fact(page, 'Message type')).toHaveText('Globally ordered')
  await expect(fact(page, 'Name on the brokers')).toHaveText(`${instance.instanceId}%${topic}`)
  await expect(fact(page, 'Queues to read / write')).toHaveText('1 / 1')
  await expect(fact(page, 'Permission')).toHaveText('RW')
  await expect(fact(page, 'Attributes on the brokers')).toContainText('message.type=FIFO')
  await tab(page, topic, 'Queues').click()
  await expect(page.getByText('Rows: 1')).toBeVisible()
  await tab(page, topic, 'Subscriptions').click()
  await expect(page.getByText('No group subscribes to this topic')).toBeVisible()
  await tab(page, topic, 'Producers').click()
  await expect(page.getByText('No producer is connected')).toBeVisible()
})

test('names that a topic cannot have are refused at the field', async ({ page, world, instance }) => {
  const taken = await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/topics`)
  const form = await openCreate(page)
  const refused = {
    '': 'This field is required.',
    ab: 'Use 3 to 64 characters.',
    ['x'.repeat(65)]: 'Use 3 to 64 characters.',
    'two words': 'Use letters, digits, hyphens and underscores only.',
    GID_orders: 'A topic cannot start with CID or GID: those are groups.',
    [taken]: `There is a topic ${taken} on broker-a, broker-b already.`,
  }
  for (const [topic, why] of Object.entries(refused)) {
    await fill(form, { Topic: topic })
    await press(form, 'Create')
    await expectRefused(form, 'Topic', why)
    await expect(field(form, 'Topic')).toBeFocused()
  }
})

test('one topic more than the specification allows is refused, and says what to do', async ({
  page,
  world,
}) => {
  const specification = { maxTopics: 1, inboundTps: 10, outboundTps: 10 }
  const instance = await newInstance(world.console.call, { specification })
  await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/topics`)
  const form = await openCreate(page)
  await fill(form, { Topic: 'one-too-many' })
  await press(form, 'Create')
  await expect(form.getByRole('alert')).toContainText('The instance holds 1 topics at most')
  await expect(form.getByRole('alert')).toContainText('Delete what is no longer needed, or raise the limit.')
})

test("a description is edited, and an edit on top of somebody else's shows theirs", async ({
  page,
  world,
  instance,
}) => {
  const topic = await newTopic(world.console.call, instance)
  const params = { instanceId: instance.instanceId, topic }
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await act(page, topic, 'Edit Description')
  const form = dialog(page, 'Edit Description')
  await fill(form, { Description: 'Payments of the shop' })
  await press(form, 'Save')
  await expectMessage(page, 'The operation is successful.')
  await expect(row(page, topic)).toContainText('Payments of the shop')

  await act(page, topic, 'Edit Description')
  await fill(form, { Description: 'mine' })
  await world.console.call(topicUpdate, { params, body: { description: 'theirs', version: 1 } })
  await press(form, 'Save')
  await expect(form.getByText('Somebody changed it meanwhile')).toBeVisible()
  await expect(fact(form, 'Description')).toHaveText('theirs')
  await press(form, 'Keep mine')
  await press(form, 'Save')
  await expect(row(page, topic)).toContainText('mine')
})

test('a topic is deleted after a warning and by its typed name only', async ({ page, world, instance }) => {
  const topic = await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await act(page, topic, 'Delete Topic')
  const confirm = dialog(page, 'Delete Topic')
  await expect(confirm.getByText('Caution')).toBeVisible()
  await expect(confirm).toContainText('Producers and consumers of this topic stop at once.')
  await expect(confirm).toContainText('Its messages and resources go within ten minutes.')
  await fill(confirm, { 'Type the name to confirm': topic.slice(0, -1) })
  await expect(confirm.getByRole('button', { name: 'Delete' })).toBeDisabled()
  await fill(confirm, { 'Type the name to confirm': topic })
  await press(confirm, 'Delete')
  await expectMessage(page, `Topic ${topic} is deleted.`)
  await expect(page.getByText('No topics yet')).toBeVisible()
})

test('a topic that somebody made on the brokers is found and adopted', async ({ page, world, instance }) => {
  const topic = uniqueName('found')
  await using admin = adminOf(world)
  await admin.topics.save({
    topic: `${instance.instanceId}%${topic}`,
    attributes: { 'message.type': 'DELAY' },
  })
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await expect(row(page, topic)).toContainText('Unmanaged')
  await expect(row(page, topic)).toContainText('Scheduled / delayed')
  await act(page, topic, 'Repair')
  await expect(dialog(page, 'Repair')).toContainText('the console has no description of it')
  await press(dialog(page, 'Repair'), 'Adopt')
  await expectMessage(page, 'The operation is successful.')
  await expect(row(page, topic)).toContainText('Ready')
})

test('a topic that the brokers lost is shown as such, and made again or forgotten', async ({
  page,
  world,
  instance,
}) => {
  const lost = await newTopic(world.console.call, instance)
  const halfLost = await newTopic(world.console.call, instance)
  await using admin = adminOf(world)
  await admin.topics.remove(`${instance.instanceId}%${lost}`)
  const [first] = await admin.cluster.masters()
  await admin.topics.remove(`${instance.instanceId}%${halfLost}`, first && [first])

  await page.goto(`/instances/${instance.instanceId}/topics`)
  await expect(row(page, halfLost)).toContainText('Incomplete')
  await act(page, halfLost, 'Repair')
  await press(dialog(page, 'Repair'), 'Finish')
  await expect(row(page, halfLost)).toContainText('Ready')

  await expect(row(page, lost)).toContainText('Missing on brokers')
  await act(page, lost, 'Repair')
  await dialog(page, 'Repair').getByRole('radio', { name: 'Forget' }).check()
  await press(dialog(page, 'Repair'), 'Forget')
  await expect(row(page, lost)).toBeHidden()
})

test('a broker that hangs between form and save leaves a topic that says where it stands, and is finished later', async ({
  page,
  world,
  instance,
}) => {
  // A broker that hangs is waited for, again and again.
  test.slow()
  const [, second] = world.cluster.brokers
  if (second === undefined) throw new Error('The rig has two brokers.')
  const topic = uniqueName('halfway')
  await page.goto(`/instances/${instance.instanceId}/topics`)
  const form = await openCreate(page)
  await fill(form, { Topic: topic })
  second.freeze()
  try {
    await press(form, 'Create')
    const repair = dialog(page, 'Repair')
    await expect(repair).toContainText('The topic stands on some brokers only.', { timeout: 30_000 })
    const outcomes = repair.getByRole('list', { name: 'Answer of each broker' }).getByRole('listitem')
    await expect(outcomes).toHaveText([/Done broker-a/, /Failed broker-b .*: ./])
    await press(repair, 'Cancel')
    await page.getByRole('navigation', { name: 'Pages above' }).getByRole('link', { name: 'Topics' }).click()
    await expect(row(page, topic)).toContainText('Incomplete')
    const notice = page.getByRole('status').filter({ hasText: 'Some brokers did not answer' })
    await expect(notice).toContainText(`broker-b (${second.addr})`)
  } finally {
    second.thaw()
  }
  await act(page, topic, 'Repair')
  await press(dialog(page, 'Repair'), 'Finish')
  await expectMessage(page, 'The operation is successful.')
  await expect(row(page, topic)).toContainText('Ready')
})
