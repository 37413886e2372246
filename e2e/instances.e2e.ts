import { groupDelete, instanceUpdate, topicDelete } from '@gantry/contract'
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
import { test } from './fixtures.ts'
import { newGroup, newInstance, newTopic, uniqueName } from './seed.ts'
import { CLUSTER_NAME, ENDPOINT_DOMAIN } from './world.ts'

async function openCreate(page: Page): Promise<Locator> {
  await page.goto('/instances')
  await page.getByRole('link', { name: 'Create Instance' }).first().click()
  return dialog(page, 'Create Instance')
}

test('an instance with a namespace is made, and shows the endpoint that its clients are given', async ({
  page,
  world,
}) => {
  const name = uniqueName('shop')
  const form = await openCreate(page)
  await fill(form, { Name: name, 'Maximum topics': '7', Description: 'Orders of the shop' })
  await press(form, 'Create')
  await expectMessage(page, `Instance ${name} is created.`)
  await expectHeading(page, name)
  await expect(fact(page, 'Type')).toHaveText('With namespace')
  await expect(fact(page, 'Cluster')).toHaveText(CLUSTER_NAME)
  await expect(fact(page, 'Topics')).toHaveText('0 / 7')
  await expect(fact(page, 'Description')).toHaveText('Orders of the shop')
  const instanceId = (await fact(page, 'Instance ID').getByRole('code').textContent()) ?? ''
  expect(instanceId).toMatch(/^MQ_INST_\w+_[A-Za-z0-9]{8}$/)

  await tab(page, name, 'Network Management').click()
  const [, port] = world.cluster.namesrvAddr.split(':')
  await expect(fact(page, 'Endpoint')).toHaveText(`${instanceId}.${ENDPOINT_DOMAIN}:${port}`)
  await expect(fact(page, 'Name servers')).toHaveText(world.cluster.namesrvAddr)
  await expect(fact(page, 'Namespace')).toHaveText(instanceId)

  await page.getByRole('link', { name: 'Instances' }).first().click()
  await expect(row(page, name)).toContainText(instanceId)
  await expect(row(page, name)).toContainText('Running')
})

test('the instance without a namespace has the plain address, and there is no second one', async ({
  page,
  world,
}) => {
  await page.goto('/instances')
  await act(page, CLUSTER_NAME, 'Details')
  await expect(fact(page, 'Type')).toHaveText('Default instance')
  await tab(page, CLUSTER_NAME, 'Network Management').click()
  await expect(fact(page, 'Endpoint')).toHaveText(world.cluster.namesrvAddr)
  await expect(fact(page, 'Namespace')).toHaveText('–')

  const form = await openCreate(page)
  await fill(form, { Name: uniqueName('second-default') })
  await form.getByRole('radio', { name: 'Default instance' }).check()
  await press(form, 'Create')
  const namespace = form.getByRole('radiogroup', { name: 'Namespace' })
  await expect(namespace).toHaveAccessibleDescription(
    new RegExp(`has an instance without a namespace already: ${CLUSTER_NAME}. There can be one.`),
  )
})

test('what an instance cannot be is refused at its field', async ({ page, instance }) => {
  const form = await openCreate(page)
  await fill(form, { Name: 'ab', 'Maximum topics': '1001', 'Inbound TPS': '9', 'Outbound TPS': '' })
  await press(form, 'Create')
  await expectRefused(form, 'Name', 'Use at least 3 characters.')
  await expectRefused(form, 'Maximum topics', 'Use a whole number from 1 to 1000.')
  await expectRefused(form, 'Inbound TPS', 'Use a whole number from 10 to 100000.')
  await expectRefused(form, 'Outbound TPS', 'This field is required.')

  await fill(form, {
    Name: instance.name,
    'Maximum topics': '1000',
    'Inbound TPS': '10',
    'Outbound TPS': '100000',
  })
  await press(form, 'Create')
  await expectRefused(form, 'Name', `There is an instance named ${instance.name} already.`)
})

test('the specification goes up and down, but not below what is in use', async ({
  page,
  world,
  instance,
}) => {
  const { call } = world.console
  for (let count = 0; count < 3; count++) await newTopic(call, instance)
  await page.goto('/instances')
  await act(page, instance.name, 'Update Specifications')
  const form = dialog(page, 'Update Specifications')
  await expect(form.getByText('Topics in use: 3.')).toBeVisible()
  await fill(form, { 'Maximum topics': '2' })
  await press(form, 'Save')
  await expectRefused(form, 'Maximum topics', 'The instance holds 3 topics now.')

  await fill(form, { 'Maximum topics': '3', 'Inbound TPS': '5000', Description: 'As small as it gets' })
  await press(form, 'Save')
  await expectMessage(page, 'The operation is successful.')
  await expect(row(page, instance.name)).toContainText('3 / 3')
  await expect(row(page, instance.name)).toContainText('/ 5,000')
})

test("an update on top of somebody else's shows theirs", async ({ page, world, instance }) => {
  const { instanceId, version } = instance
  await page.goto(`/instances/${instanceId}/specifications`)
  const form = dialog(page, 'Update Specifications')
  await fill(form, { 'Maximum topics': '60' })
  const theirs = { maxTopics: 80, inboundTps: 1_000, outboundTps: 1_000 }
  await world.console.call(instanceUpdate, {
    params: { instanceId },
    body: { specification: theirs, version },
  })
  await press(form, 'Save')
  await expect(form.getByText('Somebody changed it meanwhile')).toBeVisible()
  await expect(fact(form, 'Maximum topics')).toHaveText('80')
  await press(form, 'Take what is there now')
  await expect(form.getByLabel('Maximum topics')).toHaveValue('80')
})

test('an instance that holds something is not deleted, and the refusal lists what is left', async ({
  page,
  world,
}) => {
  const { call } = world.console
  const instance = await newInstance(call)
  const { instanceId, name } = instance
  const topic = await newTopic(call, instance)
  const group = await newGroup(call, instance)
  await page.goto('/instances')
  await act(page, name, 'Delete Instance')
  const confirm = dialog(page, 'Delete Instance')
  await expect(confirm.getByText('Caution')).toBeVisible()
  await expect(confirm.getByRole('button', { name: 'Delete' })).toBeDisabled()
  await fill(confirm, { 'Type the name to confirm': name })
  await press(confirm, 'Delete')
  const left = confirm.getByRole('list', { name: 'What is in the way' })
  await expect(left.getByRole('listitem')).toHaveText([
    new RegExp(`topic ${topic}`),
    new RegExp(`group ${group}`),
  ])

  await call(topicDelete, { params: { instanceId, topic }, query: { confirm: topic } })
  await call(groupDelete, { params: { instanceId, group }, query: { confirm: group } })
  await press(confirm, 'Delete')
  await expectMessage(page, 'The instance is deleted.')
  await expect(row(page, name)).toBeHidden()
})
