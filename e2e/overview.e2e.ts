import { expect } from '@playwright/test'
import { expectHeading, row } from './actions.ts'
import { leaveGroupFigures } from './collected.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { newGroup } from './seed.ts'
import { CLUSTER_NAME } from './world.ts'

const HOUR_MS = 3_600_000

test('the overview shows how each broker does, says how old each part is, and leads on', async ({
  page,
  world,
  instance,
}) => {
  const group = await newGroup(world.console.call, instance)
  const hoursAgoMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 7 * HOUR_MS
  await leaveGroupFigures(world.console, instance, hoursAgoMs, [2, 0, 3], group)
  await page.goto('/')
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
  await expect(
    page.getByText(/Up to \d\d\/\d\d\/\d{4}, \d\d:\d\d:\d\d UTC|No figures of what you see yet/),
  ).toHaveCount(5)
  await expect(row(page, group)).toBeHidden()
  await page.getByText('since yesterday').click()
  await expect(page).toHaveURL(/\/overview\?span=day$/)
  await expect(row(page, group)).toContainText('5')
  await look(page, 'overview-since-yesterday')
  await expect(page.getByText(/Since .*:00:00 UTC/)).toHaveCount(2)
  await page.reload()
  await expect(page.getByRole('radio', { name: 'since yesterday' })).toBeChecked()
  await page.getByRole('link', { name: 'broker-b' }).click()
  await expectHeading(page, 'broker-b')
})
