import { expect } from '@playwright/test'
import { expectHeading, row } from './actions.ts'
import { test } from './fixtures.ts'
import { CLUSTER_NAME } from './world.ts'

test('the overview shows how each broker does, says how old each part is, and leads on', async ({
  page,
  world,
}) => {
  await page.goto('/')
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Overview' })
    .click()
  await expectHeading(page, 'Overview')
  for (const { brokerName } of world.cluster.brokers) {
    for (const text of ['Master (0)', 'Online', 'Writable', 'No replica', '5.5.0', '%'])
      await expect(row(page, brokerName)).toContainText(text)
  }
  for (const part of [
    `Brokers: ${CLUSTER_NAME}`,
    'Instances over their specification',
    'Groups whose lag grows',
    'New dead letters',
    'Clients that came and went',
  ])
    await expect(page.getByRole('heading', { level: 2, name: part })).toBeVisible()
  // Brokers are asked now; the other parts say up to which minute they know, or that nothing was collected yet.
  await expect(page.getByText(/Up to \d\d:\d\d:\d\d|Nothing was collected yet/)).toHaveCount(5)
  await page.getByRole('link', { name: 'broker-b' }).click()
  await expectHeading(page, 'broker-b')
})
