import {
  accountCreate,
  type Call,
  clusterList,
  consumerClientList,
  deadLetterResendCreate,
  type Instance,
  messageSend,
  tokenCreate,
  traceTaskCreate,
  userCreate,
} from '@gantry/contract'
import { expect } from '@playwright/test'
import { arrive, expectHeading, signIn } from './actions.ts'
import { makeDeadLetter, sendTraced, startConsumer } from './broker-door.ts'
import { FIRST_PASSWORD } from './console.ts'
import { bareTest, test } from './fixtures.ts'
import { look } from './look.ts'
import { pagesOf } from './pages.ts'
import { newGroup, newTopic } from './seed.ts'
import type { World } from './world.ts'

bareTest('what is seen before the sign-in', async ({ page }) => {
  await page.goto('/sign-in')
  await look(page, 'sign-in')
  await signIn(page, 'admin', FIRST_PASSWORD)
  await expectHeading(page, 'Choose your password')
  await look(page, 'first-password')
})

bareTest('what is there without a cluster', async ({ page }) => {
  await arrive(page)
  for (const path of [
    'overview',
    'profile',
    'profile/password',
    'profile/tokens-new',
    'audit',
    'no-such-page',
  ]) {
    await page.goto(`/${path}`)
    await look(page, path.replaceAll('/', '-'))
  }
})

test('every page of a console in use', async ({ page, world, instance }) => {
  test.setTimeout(600_000)
  const { call } = world.console
  const { items } = await call(clusterList, {})
  const { apiToken } = await call(tokenCreate, { body: { name: 'looked-at' } })
  const { accountId } = await call(accountCreate, { body: { name: 'looked-at' } })
  const { user } = await call(userCreate, { body: { username: 'looked-at', role: 'readOnly', accountId } })
  const topic = await newTopic(call, instance)
  const group = await newGroup(call, instance)
  await using _consumer = await startConsumer(world, instance, { group, topic, expression: '*' })
  const shown = {
    clusterId: items[0]?.cluster.clusterId ?? '',
    instanceId: instance.instanceId,
    topic,
    messageId: await sendOne(call, instance, topic),
    group,
    clientId: await onlyClient(call, instance, group),
    tokenId: apiToken.tokenId,
    sessionId: 'nothing',
    accountId,
    userId: user.userId,
    ...(await leaveTrail(world, instance, topic, group)),
  }
  for (const [name, urls] of Object.entries(pagesOf(shown))) {
    for (const [number, url] of urls.entries()) {
      await page.goto(url)
      await look(page, `${name}-${number}`)
      await expect(page.getByText('There is no such page')).toHaveCount(0)
    }
  }
})

/** A dead letter, its resend, and a query of traces that finds something. */
async function leaveTrail(world: World, instance: Instance, topic: string, group: string) {
  const { call } = world.console
  const { instanceId } = instance
  const deadLetterId = await makeDeadLetter(world, instance, { topic, group, body: '{"order": 17}' })
  const { resendId } = await call(deadLetterResendCreate, {
    params: { instanceId, group },
    body: { messageIds: [deadLetterId, 'no-such-message'] },
  })
  const traced = await newGroup(call, instance)
  const messageId = await sendTraced(world, instance, { topic, group: traced, key: 'order-17' })
  const { taskId } = await call(traceTaskCreate, { params: { instanceId }, body: { topic, messageId } })
  return { deadLetterId, resendId, taskId }
}

async function onlyClient(call: Call, { instanceId }: Instance, group: string): Promise<string> {
  const clientIds = async (): Promise<string[]> =>
    (await call(consumerClientList, { params: { instanceId, group } })).items.map(({ clientId }) => clientId)
  await expect.poll(clientIds).toHaveLength(1)
  return (await clientIds())[0] ?? ''
}

async function sendOne(call: Call, { instanceId }: Instance, topic: string): Promise<string> {
  const body = { body: '{"order": 17, "lines": ["tea", "cup"]}', tag: 'paid', keys: ['order-17'] }
  return (await call(messageSend, { params: { instanceId, topic }, body })).messageId
}
