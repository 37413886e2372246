import { userCreate } from '@gantry/contract'
import { expect } from '@playwright/test'
import { act, dialog, expectMessage, expectRefused, fill, row } from './actions.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { newGroup, newTopic } from './seed.ts'

test('a user is let publish and subscribe to a topic, and the grant is revoked', async ({
  page,
  world,
  instance,
}) => {
  test.setTimeout(120_000)
  const { call } = world.console
  const { instanceId, accountId } = instance
  const topic = await newTopic(call, instance)
  const group = await newGroup(call, instance)
  const username = `program-${instanceId.slice(-8).toLowerCase()}`
  await call(userCreate, { body: { username, role: 'resourceUser', accountId } })

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

  await act(page, username, 'Revoke')
  await page.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('Nobody but the owner may use this topic')).toBeVisible()
})
