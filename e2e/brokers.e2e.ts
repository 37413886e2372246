import { auditEventList } from '@gantry/contract'
import { expect } from '@playwright/test'
import { act, dialog, expectHeading, expectMessage, fact, field, press, row, tab } from './actions.ts'
import { test } from './fixtures.ts'
import { CLUSTER_NAME } from './world.ts'

test('a broker is found in its cluster, and says how it does and how it is set', async ({ page, world }) => {
  await page.goto('/clusters')
  await page.getByRole('link', { name: CLUSTER_NAME, exact: true }).click()
  await expectHeading(page, CLUSTER_NAME)
  for (const { brokerName, addr } of world.cluster.brokers) {
    const broker = row(page, brokerName)
    await expect(broker).toContainText('Online')
    await expect(broker).toContainText('Writable')
    await expect(broker).toContainText('No replica')
    await expect(broker).toContainText(addr)
  }

  await page.getByRole('link', { name: 'broker-a', exact: true }).click()
  await expectHeading(page, 'broker-a')
  await expect(fact(page, 'Version')).toHaveText('5.5.0')
  await expect(page.getByRole('region', { name: 'Write permission' })).toContainText('Writable')

  await tab(page, 'broker-a', 'Runtime values').click()
  await field(page, 'Search words, names and values').fill('dispatchBehindBytes')
  await expect(row(page, 'dispatchBehindBytes')).toContainText('Stored and not yet in the consume queues')
  await field(page, 'Search words, names and values').fill('V5_5_0')
  await expect(row(page, 'brokerVersionDesc')).toContainText('Version')

  await tab(page, 'broker-a', 'Configuration').click()
  const search = field(page, 'Search settings and values')
  await search.fill('mappedFileSizeCommitLog')
  await expect(row(page, 'mappedFileSizeCommitLog')).toContainText('1073741824')
  await expect(row(page, 'mappedFileSizeCommitLog')).toContainText('Changed')
  await search.fill('innerClientAuthenticationCredentials')
  await expect(row(page, 'innerClientAuthenticationCredentials')).toContainText('Secret, is set')
  await expect(page.getByRole('main')).not.toContainText(world.credentials.secretKey)
  await search.fill('')
  await page.getByLabel('Which settings').selectOption('Different between brokers')
  await expect(page.getByText('Nothing found')).toBeVisible()
})

test('a setting is changed on both brokers, with before and after, and a broker is drained and put back', async ({
  page,
  world,
}) => {
  await page.goto('/clusters')
  await page.getByRole('link', { name: 'broker-a', exact: true }).click()
  await tab(page, 'broker-a', 'Configuration').click()
  await field(page, 'Search settings and values').fill('transactionCheckMax')
  await act(page, 'transactionCheckMax', 'Change')
  const edit = dialog(page, 'Change transactionCheckMax')
  await field(edit, 'New value').fill('0')
  await expect(edit.getByText('Use a whole number from 1 to 1000.')).toBeVisible()
  await field(edit, 'New value').fill('14')
  await edit.getByLabel('broker-b (0)').check()
  await expect(edit.getByRole('region', { name: 'What changes' }).getByRole('row')).toHaveCount(3)
  await press(edit, 'Change')
  const result = edit.getByRole('region', { name: 'What has changed' })
  await expect(result.getByText('Done')).toHaveCount(2)
  await edit.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(row(page, 'transactionCheckMax')).toContainText('Changed')
  const { items } = await world.console.call(auditEventList, { query: { action: 'brokerConfigUpdate' } })
  expect(items[0]?.change).toEqual({
    before: { transactionCheckMax: '15' },
    after: { transactionCheckMax: '14' },
  })

  await tab(page, 'broker-a', 'Information').click()
  await page.getByRole('link', { name: 'Stop writes' }).click()
  await press(dialog(page, 'Stop writes to broker-a'), 'Stop writes')
  await expectMessage(page, 'Every name server has heard it: 1.')
  await expect(page.getByRole('region', { name: 'Write permission' })).toContainText('Read-only')
  await page.getByRole('link', { name: 'Allow writes' }).click()
  await press(dialog(page, 'Allow writes to broker-a'), 'Allow writes')
  await expect(page.getByRole('region', { name: 'Write permission' })).toContainText('Writable')
})
