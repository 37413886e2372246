import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clusterDelete, clusterUpdate } from '@gantry/contract'
import { expect, type Page } from '@playwright/test'
import { act, dialog, expectMessage, field, fill, row } from './actions.ts'
import { test } from './fixtures.ts'
import { newCluster, uniqueName } from './seed.ts'
import { CLUSTER_NAME, type World } from './world.ts'

function keysOf({ credentials }: World): Record<string, string> {
  return { 'Access key': credentials.accessKey, 'Secret key': credentials.secretKey }
}

/** What the test of a connection says of one of its steps. */
function check(page: Page, name: string) {
  return dialog(page, 'Add Cluster')
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${name}`) })
}

async function testConnection(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test connection' }).click()
}

test('the page shows each broker with its version, role, address and figures', async ({ page, world }) => {
  await page.goto('/clusters')
  await expect(page.getByRole('heading', { level: 2, name: CLUSTER_NAME })).toBeVisible()
  await expect(page.getByText('2 / 2')).toBeVisible()
  for (const { brokerName, addr } of world.cluster.brokers) {
    const broker = row(page, brokerName)
    await expect(broker).toContainText('Master (0)')
    await expect(broker).toContainText('Online')
    await expect(broker).toContainText(addr)
    await expect(broker).toContainText('5.5.0')
    await expect(broker).toContainText('%')
  }
})

test('a cluster is tested, added, edited, set to read-only and removed', async ({ page, world }) => {
  const name = uniqueName('second')
  await page.goto('/clusters')
  await page.getByRole('link', { name: 'Add Cluster' }).first().click()
  await fill(dialog(page, 'Add Cluster'), {
    Name: name,
    'Name servers': world.cluster.namesrvAddr,
    ...keysOf(world),
  })
  await testConnection(page)
  await expect(page.getByText('The connection works.')).toBeVisible()
  await expect(check(page, 'Brokers')).toContainText('All 2 brokers answer.')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expectMessage(page, `Cluster ${name} is added.`)
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()

  await act(page, name, 'Edit Cluster')
  const edit = dialog(page, 'Edit Cluster')
  await expect(edit.getByText('A secret is kept.')).toBeVisible()
  await fill(edit, { Name: `${name}-b` })
  await edit.getByLabel('Read-only').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expectMessage(page, 'The operation is successful.')
  await expect(page.getByRole('heading', { level: 2, name: `${name}-b` })).toBeVisible()
  await expect(page.getByText('Read-only')).toBeVisible()
  // The secret was left out, so it is still there.
  await expect(row(page, `${name}-b`).filter({ hasText: 'Online' })).toHaveCount(2)

  await act(page, `${name}-b`, 'Remove Cluster')
  await page.getByLabel('Type the name to confirm').fill(`${name}-b`)
  await page.getByRole('button', { name: 'Remove' }).click()
  await expectMessage(page, 'The cluster is removed.')
  await expect(page.getByRole('heading', { level: 2, name: `${name}-b` })).toBeHidden()
})

test('the test of a connection says what is wrong, step by step', async ({ page, world }) => {
  await page.goto('/clusters-new')
  const namesrvAddr = (text: string) => fill(dialog(page, 'Add Cluster'), { 'Name servers': text })

  await namesrvAddr('127.0.0.1:1')
  await testConnection(page)
  await expect(check(page, 'Connection')).toContainText('127.0.0.1:1')
  await expect(page.getByText('The connection does not work.')).toBeVisible()

  const web = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
  await once(web, 'listening')
  await namesrvAddr(`127.0.0.1:${(web.address() as AddressInfo).port}`)
  await testConnection(page)
  await expect(check(page, 'Name server')).toContainText('HTTP')
  web.close()

  await namesrvAddr(world.cluster.brokers[0]?.addr ?? '')
  await testConnection(page)
  await expect(check(page, 'Name server')).toContainText("give the name server's address, not a broker's")

  await namesrvAddr(world.cluster.namesrvAddr)
  await testConnection(page)
  await expect(check(page, 'Keys')).toContainText('asks for keys')
  await fill(dialog(page, 'Add Cluster'), { ...keysOf(world), 'Secret key': 'wrong-secret' })
  await testConnection(page)
  await expect(check(page, 'Keys')).toContainText('refuses the keys')
  await expect(dialog(page, 'Add Cluster')).not.toContainText('wrong-secret')
})

test('wrong addresses and names in use are refused at their fields', async ({ page, world }) => {
  await page.goto('/clusters-new')
  await fill(dialog(page, 'Add Cluster'), { Name: CLUSTER_NAME, 'Name servers': 'nowhere' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('Write host:port, such as 127.0.0.1:9876')).toBeVisible()
  await testConnection(page)
  await expect(field(dialog(page, 'Add Cluster'), 'Name servers')).toBeFocused()
  await fill(dialog(page, 'Add Cluster'), { 'Name servers': world.cluster.namesrvAddr })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText(`There is a cluster named ${CLUSTER_NAME} already.`)).toBeVisible()
})

test('a cluster with an instance on it is not removed, and the refusal names what is left', async ({
  page,
  instance,
}) => {
  await page.goto('/clusters')
  await act(page, CLUSTER_NAME, 'Remove Cluster')
  await page.getByLabel('Type the name to confirm').fill(CLUSTER_NAME)
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Still in use')).toBeVisible()
  await expect(page.getByRole('list', { name: 'What is in the way' })).toContainText(instance.name)
})

test('a broker that is gone shows at once as such, and so does its return', async ({ page, world }) => {
  const [, second] = world.cluster.brokers
  if (second === undefined) throw new Error('The rig has two brokers.')
  await page.goto('/clusters')
  await expect(page.getByText('2 / 2')).toBeVisible()
  await second.stop()
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(page.getByText('2 / 2')).toBeHidden()
  await second.start()
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(page.getByText('2 / 2')).toBeVisible()
})

test("an edit on top of somebody else's shows theirs, and is saved only when that is wanted", async ({
  page,
  world,
}) => {
  const { call } = world.console
  const { clusterId, version } = await newCluster(call, world)
  await page.goto(`/clusters/${clusterId}/edit`)
  const edit = dialog(page, 'Edit Cluster')
  const name = field(edit, 'Name')
  const [theirs, mine] = [uniqueName('theirs'), uniqueName('mine')]
  await name.fill(mine)
  await call(clusterUpdate, { params: { clusterId }, body: { name: theirs, version } })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(edit.getByText('Somebody changed it meanwhile')).toBeVisible()
  await expect(edit.getByText(theirs)).toBeVisible()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect(name).toHaveValue(mine)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 2, name: mine })).toBeVisible()
  await call(clusterDelete, { params: { clusterId } })
})
