import { accountCreate, type Call, grantCreate, type Instance, userCreate } from '@gantry/contract'
import { expect, type Page } from '@playwright/test'
import { act, dialog, expectMessage, expectRefused, fill, row, settleIn } from './actions.ts'
import { adminOf } from './broker-door.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { newGroup, newTopic } from './seed.ts'
import { CLUSTER_NAME } from './world.ts'

test('a user is let publish and subscribe to a topic, sees it and no other, and the grant is revoked', async ({
  page,
  browser,
  baseURL,
  world,
  instance,
}) => {
  test.setTimeout(120_000)
  const { call } = world.console
  const { instanceId, accountId } = instance
  const topic = await newTopic(call, instance)
  const hidden = await newTopic(call, instance)
  const group = await newGroup(call, instance)
  const username = `program-${instanceId.slice(-8).toLowerCase()}`
  const { password } = await call(userCreate, { body: { username, role: 'resourceUser', accountId } })

  await page.goto(`/instances/${instanceId}/topics`)
  await act(page, topic, 'Authorize')
  const form = dialog(page, `Authorize: ${topic}`)
  await form.getByLabel('Authorization type').selectOption('Publish and subscribe')
  await fill(form, { 'User name': 'nobody-of-us', Groups: group })
  await form.getByRole('button', { name: 'Authorize' }).click()
  await expectRefused(form, 'User name', 'The account that owns the instance has no user of this name.')
  await fill(form, { 'User name': username })
  await form.getByRole('button', { name: 'Authorize' }).click()
  await expectMessage(page, 'The operation is successful.')
  await act(page, topic, 'View Authorization')
  await expect(row(page, username)).toContainText('Publish and subscribe')
  await expect(row(page, username)).toContainText(group)
  await look(page, 'grants-one')

  await act(page, username, 'Edit Authorization')
  const edit = dialog(page, `Edit Authorization: ${topic}`)
  await fill(edit, { 'Source addresses': '10.0.0.300' })
  await edit.getByRole('button', { name: 'Save' }).click()
  await expectRefused(
    edit,
    'Source addresses',
    'Write an IPv4 or IPv6 address, or a range such as 10.0.0.0/8.',
  )
  await fill(edit, { 'Source addresses': '10.0.0.0/8 192.0.2.7' })
  await look(page, 'grant-edit')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, username)).toContainText('10.0.0.0/8, 192.0.2.7')
  await look(page, 'grants-with-sources')

  const nobody = { cookies: [], origins: [] }
  await using elsewhere = await browser.newContext({ baseURL: baseURL ?? '', storageState: nobody })
  const theirs = await elsewhere.newPage()
  await settleIn(theirs, username, password)
  await theirs.goto(`/instances?q=${instance.name}`)
  await expect(row(theirs, instance.name)).toContainText('Granted in part')
  await look(theirs, 'instances-granted')
  await theirs.goto(`/instances/${instanceId}/topics`)
  await expect(row(theirs, topic)).toBeVisible()
  await expect(theirs.getByText(hidden)).toBeHidden()
  await theirs.goto(`/instances/${instanceId}/topics/${hidden}`)
  await expect(theirs.getByText('Not found').first()).toBeVisible()
  await look(theirs, 'topic-not-granted')

  await act(page, username, 'Revoke')
  await page.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('Nobody but the owner may use this topic')).toBeVisible()
})

test('another tenant account makes a group of its own for a topic that it was granted', async ({
  page,
  browser,
  baseURL,
  world,
  instance,
}) => {
  test.setTimeout(120_000)
  const { call } = world.console
  const { instanceId } = instance
  const topic = await newTopic(call, instance)
  const named = await newGroup(call, instance)
  const { accountId } = await call(accountCreate, { body: { name: `florist-${instanceId.slice(-8)}` } })
  const username = `florist-${instanceId.slice(-8).toLowerCase()}`
  const { password } = await call(userCreate, {
    body: { username, role: 'tenantAdministrator', accountId },
  })
  await call(grantCreate, {
    params: { instanceId, topic },
    body: { granteeType: 'TENANT_ACCOUNT', grantee: accountId, authorisation: 'SUBSCRIBE', groups: [named] },
  })

  const nobody = { cookies: [], origins: [] }
  await using elsewhere = await browser.newContext({ baseURL: baseURL ?? '', storageState: nobody })
  const theirs = await elsewhere.newPage()
  await settleIn(theirs, username, password)
  await expect(row(theirs, topic)).toContainText(instance.name)
  await look(theirs, 'overview-granted')
  await theirs.goto(`/instances/${instanceId}/topics/${topic}`)
  await theirs.getByRole('button', { name: /^Send Message/ }).press('Enter')
  await expectMessage(theirs, 'You were granted to subscribe to this topic, not to publish.')
  await theirs.getByRole('button', { name: `Actions of ${topic}` }).click()
  await expect(theirs.getByRole('menuitem', { name: /^Delete Topic/ })).toContainText(
    'Owner of the instance only',
  )
  await look(theirs, 'topic-granted')
  await theirs.goto(`/instances/${instanceId}/statistics/production`)
  await expect(theirs.getByText('Choose a topic')).toBeVisible()
  await look(theirs, 'statistics-granted')
  await theirs.goto(`/instances/${instanceId}/topics-new`)
  await expect(dialog(theirs, 'Create Topic')).toContainText(
    'Only the account that owns this instance may do this.',
  )
  await look(theirs, 'topic-new-refused')
  await theirs.goto(`/instances/${instanceId}/groups`)
  await expect(row(theirs, named)).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'Accounts' })).toBeVisible()
  await theirs.getByRole('link', { name: 'Create Group ID' }).click()
  await fill(dialog(theirs, 'Create Group ID'), { 'Group ID': 'GID-florist' })
  await dialog(theirs, 'Create Group ID').getByRole('button', { name: 'Create' }).click()
  await expect(row(theirs, 'GID-florist')).toBeVisible()
  await theirs.getByRole('button', { name: `Actions of ${named}` }).click()
  await expect(theirs.getByRole('menuitem', { name: /^Delete Group ID/ })).toContainText(
    'You may use it, not change it',
  )
  await theirs.keyboard.press('Escape')
  await look(theirs, 'groups-of-grantee')
  await theirs.goto('/profile/access-keys')
  await expect(theirs.getByRole('cell', { name: `${named}, GID-florist` })).toBeVisible()
  await look(theirs, 'own-grants')

  await page.goto(`/instances/${instanceId}/topics/${topic}/grants`)
  await expect(row(page, accountId)).toContainText(`${named}, GID-florist (made by the grantee)`)
  await page.goto(`/instances/${instanceId}/groups/GID-florist`)
  await expect(page.getByText(`Tenant account ${accountId}`)).toBeVisible()
  await look(page, 'group-made-by-grantee')
})

test('a broker that lost an access key is shown, and repaired; a grant that outlived its topic is removed', async ({
  page,
  browser,
  baseURL,
  world,
  instance,
}) => {
  test.setTimeout(120_000)
  const { instanceId, accountId } = instance
  const topic = await grantedTopic(world.console.call, instance)
  const username = `owner-${instanceId.slice(-8).toLowerCase()}`
  const { password } = await world.console.call(userCreate, {
    body: { username, role: 'tenantAdministrator', accountId },
  })
  const nobody = { cookies: [], origins: [] }
  await using elsewhere = await browser.newContext({ baseURL: baseURL ?? '', storageState: nobody })
  const owners = await elsewhere.newPage()
  await settleIn(owners, username, password)
  const accessKey = await newAccessKey(owners)

  await using admin = adminOf(world)
  const [lost] = await admin.cluster.masters()
  await admin.access.deleteUser(accessKey, { nodes: lost ? [lost] : [] })
  await admin.topics.remove(`${instanceId}%${topic}`)
  await page.goto(`/instances/${instanceId}/topics/${topic}/grants`)
  await expect(page.getByText('No broker has this topic any more')).toBeVisible()
  await look(page, 'grants-orphaned')
  await page.goto('/clusters')
  await expect(page.getByText('Access differs')).toBeVisible()
  await look(page, 'clusters-access-differs')
  await act(page, CLUSTER_NAME, 'Access on the Brokers')
  const drift = dialog(page, 'Access on the Brokers')
  await expect(drift).toContainText(`${lost?.brokerName} is not as it should be`)
  await expect(drift).toContainText(`${accessKey} (${username})`)
  await look(page, 'cluster-access-drift')
  await drift.getByRole('button', { name: 'Repair' }).click()
  await expect(drift).toContainText('Every broker that answered holds what it should.')
  await drift.getByRole('button', { name: `Remove: ${topic}` }).click()
  await expect(drift.getByText('Grants of topics that no broker has any more')).toBeHidden()
  await drift.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByText('Access differs')).toBeHidden()
})

async function grantedTopic(call: Call, instance: Instance): Promise<string> {
  const { instanceId, accountId } = instance
  const topic = await newTopic(call, instance)
  const grantee = `other-${instanceId.slice(-8).toLowerCase()}`
  await call(userCreate, { body: { username: grantee, role: 'resourceUser', accountId } })
  const body = { granteeType: 'RAM_USER', grantee, authorisation: 'PUBLISH' } as const
  await call(grantCreate, { params: { instanceId, topic }, body })
  return topic
}

async function newAccessKey(page: Page): Promise<string> {
  await page.goto('/profile/access-keys-new')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const made = dialog(page, 'The access key is there')
  return (await made.getByRole('code').first().textContent()) ?? ''
}
