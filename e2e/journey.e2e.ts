/** What the console is for: from the first sign-in to the traffic of a real application on the page. */
import { writeFile } from 'node:fs/promises'
import { jarsOf } from '@gantry/rig'
import { expect, type Page, type TestInfo } from '@playwright/test'
import { arrive, dialog, expectHeading, expectMessage, fact, fill, press, row, tab } from './actions.ts'
import { newcomerTest, test } from './fixtures.ts'
import { look } from './look.ts'
import { newGroup, newTopic } from './seed.ts'
import { type ShopProducer, type ShopProgram, startConsumer, startProducer } from './shop.ts'
import type { World } from './world.ts'

const INSTANCE = 'shop'
const TOPIC = 'orders'
const GROUP = 'GID_books'
const PRODUCER_GROUP = 'GID_shop'
/** What the consumer subscribes to. */
const EXPRESSION = 'paid || refunded'
const CLIENT_ADDR = /^127\.0\.0\.1:\d+$/
/** Long enough for what must have been sampled by brokers, which is done every ten seconds. */
const SAMPLED = { timeout: 60_000 }
/** A consumer that a busy broker has not heard of yet looks for its queues again. */
const REBALANCED = { timeout: 60_000 }

newcomerTest(
  'an application runs on what was made at the page, and the page shows it',
  async ({ page, world }) => {
    newcomerTest.setTimeout(600_000)
    await arrive(page)
    await addCluster(page, world)
    const address = await createInstance(page)
    await createTopic(page)
    await createGroup(page)
    const { credentials, cluster } = world
    const settings = { ...address, topic: TOPIC, credentials, classpath: cluster.javaClasspath }
    await using producer = await startProducer({ ...settings, group: PRODUCER_GROUP })
    {
      await using consumer = await startConsumer({ ...settings, group: GROUP })
      await producer.send(12)
      await expect.poll(consumer.count, REBALANCED).toBe(12)
      await expectOnline(page, consumer, '5.5.0')
      await expectOnTopic(page, producer)
      await expectRates(page, producer)
      await expect.poll(consumer.count, REBALANCED).toBe(producer.count())
      await consumer.leave()
    }
    await producer.send(7)
    await openTopic(page, 'Queues')
    await expect.poll(() => storedMessages(page)).toBe(producer.count())
    await producer.leave()
    await expectOffline(page, 7)

    await using late = await startConsumer({ ...settings, group: GROUP })
    await expect.poll(late.count, REBALANCED).toBe(7)
    await openGroup(page, 'Information')
    await expect(fact(page, 'Online')).toHaveText('Online')
    await expect(fact(page, 'Accumulated messages')).toHaveText('0')
  },
)

for (const release of ['5.5.0', '4.9.7'] as const) {
  test(`a Java client ${release} finds its instance by the name of the endpoint alone`, async ({
    page,
    world,
    instance,
  }, testInfo) => {
    test.setTimeout(300_000)
    const { call } = world.console
    const topic = await newTopic(call, instance)
    const group = await newGroup(call, instance)
    await page.goto(`/instances/${instance.instanceId}/network`)
    const endpoint = await copied(page, 'Endpoint')
    const settings = {
      namesrvAddr: endpoint,
      credentials: world.credentials,
      topic,
      classpath: `${await jarsOf(release)}/*`,
      jvmArgs: [`-Djdk.net.hosts.file=${await hostsFile(testInfo, endpoint)}`],
    }
    await using consumer = await startConsumer({ ...settings, group })
    await using producer = await startProducer({ ...settings, group: PRODUCER_GROUP })
    await producer.send(3)
    await expect.poll(consumer.count, REBALANCED).toBe(3)

    await page.goto(`/instances/${instance.instanceId}/groups/${group}/subscriptions`)
    await expect(row(page, topic).getByRole('cell')).toHaveText([topic, EXPRESSION, 'Online', '0'])
    await tab(page, group, 'Clients').click()
    await expect(row(page, consumer.clientId)).toContainText(release)
    await page.goto(`/instances/${instance.instanceId}/topics/${topic}/producers`)
    await expect(row(page, PRODUCER_GROUP)).toContainText(producer.clientId)
    await expect(row(page, PRODUCER_GROUP)).toContainText(release)
  })
}

/** Stands for the DNS that serves the names of endpoints. */
async function hostsFile(testInfo: TestInfo, endpoint: string): Promise<string> {
  const path = testInfo.outputPath('hosts')
  await writeFile(path, `127.0.0.1 ${endpoint.split(':')[0]}\n`)
  return path
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name }).click()
}

/** A fact that people copy to where they need it. */
async function copied(page: Page, label: string): Promise<string> {
  return (await fact(page, label).getByRole('code').textContent()) ?? ''
}

async function addCluster(page: Page, { cluster, credentials }: World): Promise<void> {
  await goTo(page, 'Clusters')
  await page.getByRole('link', { name: 'Add Cluster' }).first().click()
  await fill(dialog(page, 'Add Cluster'), {
    Name: 'production',
    'Name servers': cluster.namesrvAddr,
    'Access key': credentials.accessKey,
    'Secret key': credentials.secretKey,
  })
  await press(page, 'Add')
  await expectMessage(page, 'Cluster production is added.')
}

/** @returns what the page says that clients are configured with */
async function createInstance(page: Page): Promise<{ namesrvAddr: string; namespace: string }> {
  await goTo(page, 'Instances')
  await page.getByRole('link', { name: 'Create Instance' }).first().click()
  await fill(dialog(page, 'Create Instance'), { Name: INSTANCE })
  await press(page, 'Create')
  await expectHeading(page, INSTANCE)
  await tab(page, INSTANCE, 'Network Management').click()
  return { namesrvAddr: await copied(page, 'Name servers'), namespace: await copied(page, 'Namespace') }
}

async function createTopic(page: Page): Promise<void> {
  await goTo(page, 'Topics')
  await page.getByRole('link', { name: 'Create Topic' }).first().click()
  await fill(dialog(page, 'Create Topic'), { Topic: TOPIC })
  await press(page, 'Create')
  await expectMessage(page, `Topic ${TOPIC} is created.`)
  await expect(row(page, TOPIC)).toContainText('Ready')
}

async function createGroup(page: Page): Promise<void> {
  await goTo(page, 'Groups')
  await page.getByRole('link', { name: 'Create Group ID' }).first().click()
  await fill(dialog(page, 'Create Group ID'), { 'Group ID': GROUP })
  await press(page, 'Create')
  await expectMessage(page, `Group ${GROUP} is created.`)
  await expect(row(page, GROUP)).toContainText('Offline')
}

async function openTopic(page: Page, tabName: string): Promise<void> {
  await goTo(page, 'Topics')
  await row(page, TOPIC).getByRole('link', { name: TOPIC, exact: true }).click()
  await tab(page, TOPIC, tabName).click()
}

async function openGroup(page: Page, tabName: string): Promise<void> {
  await goTo(page, 'Groups')
  await row(page, GROUP).getByRole('link', { name: GROUP, exact: true }).click()
  await tab(page, GROUP, tabName).click()
}

async function expectOnline(page: Page, { clientId }: ShopProgram, release: string): Promise<void> {
  await openGroup(page, 'Information')
  await expect(fact(page, 'Online')).toHaveText('Online')
  await expect(fact(page, 'Clients')).toHaveText('1')
  await expect(fact(page, 'Accumulated messages')).toHaveText('0')
  await expect(fact(page, 'Last consumed at')).toContainText('UTC')
  await expect(fact(page, 'Model')).toHaveText('Clustering')
  await look(page, 'journey-group')
  await tab(page, GROUP, 'Subscriptions').click()
  await expect(row(page, TOPIC).getByRole('cell')).toHaveText([TOPIC, EXPRESSION, 'Online', '0'])
  await look(page, 'journey-subscriptions')
  await tab(page, GROUP, 'Clients').click()
  const client = row(page, clientId).getByRole('cell')
  const processId = /@(\d+)#/.exec(clientId)?.[1] ?? ''
  await expect(client).toHaveText([
    clientId,
    CLIENT_ADDR,
    processId,
    'JAVA',
    release,
    '0',
    'broker-a broker-b',
  ])
  await look(page, 'journey-clients')
}

async function expectOnTopic(page: Page, { clientId, count }: ShopProgram): Promise<void> {
  await openTopic(page, 'Producers')
  const producer = row(page, PRODUCER_GROUP).getByRole('cell')
  await expect(producer).toHaveText([PRODUCER_GROUP, clientId, CLIENT_ADDR, 'JAVA', '5.5.0'])
  await look(page, 'journey-producers')
  await tab(page, TOPIC, 'Subscriptions').click()
  const group = row(page, GROUP).getByRole('cell')
  await expect(group).toHaveText([GROUP, 'Online', '1', EXPRESSION, 'Clustering', '0'])
  await tab(page, TOPIC, 'Queues').click()
  await expect.poll(() => storedMessages(page)).toBe(count())
  await look(page, 'journey-queues')
}

/** What the page says of all queues together. */
async function storedMessages(page: Page): Promise<number> {
  const cells = await page.getByRole('cell').allInnerTexts()
  return cells.filter((_, index) => index % 6 === 4).reduce((sum, text) => sum + Number(text), 0)
}

/** While orders keep coming. */
async function expectRates(page: Page, producer: ShopProducer): Promise<void> {
  const shown = async (label: string): Promise<void> =>
    await expect(async () => {
      await producer.send(20)
      await expect(fact(page, label)).toHaveText(/[1-9]/, { timeout: 2_000 })
    }).toPass(SAMPLED)
  await openGroup(page, 'Information')
  await shown('Consumed TPS')
  await goTo(page, 'Instances')
  await expect(row(page, INSTANCE)).toContainText('Running')
  await look(page, 'journey-rates')
}

async function expectOffline(page: Page, accumulated: number): Promise<void> {
  await openGroup(page, 'Information')
  await expect(fact(page, 'Online')).toHaveText('Offline')
  await expect(fact(page, 'Clients')).toHaveText('0')
  await expect(fact(page, 'Accumulated messages')).toHaveText(String(accumulated))
  await look(page, 'journey-offline')
  await tab(page, GROUP, 'Subscriptions').click()
  await expect(row(page, TOPIC).getByRole('cell')).toHaveText([TOPIC, '–', 'Offline', String(accumulated)])
  await tab(page, GROUP, 'Clients').click()
  await expect(page.getByText('No client is connected')).toBeVisible()
  await openTopic(page, 'Producers')
  await expect(page.getByText('No producer is connected')).toBeVisible()
}
