import { readFile } from 'node:fs/promises'
import { statisticsProduction } from '@gantry/contract'
import { expect } from '@playwright/test'
import { expectHeading, field, press, tab } from './actions.ts'
import { leaveGroupFigures, leaveProduction } from './collected.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { newTopic } from './seed.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const MINUTES = Array.from({ length: 30 }, (_, minute) => (minute === 12 ? null : 10 + minute))

test('production of a topic is drawn with its gaps, told in a table and taken away as a file', async ({
  page,
  world,
  instance,
}) => {
  const { call } = world.console
  const { instanceId } = instance
  const topic = await newTopic(call, instance)
  const fromMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS
  await leaveProduction(world.console, instance, topic, fromMs, MINUTES)
  const sevens = MINUTES.map(() => 7)
  await leaveProduction(world.console, instance, topic, fromMs - 24 * HOUR_MS, sevens)
  const from = new Date(fromMs).toISOString()
  const to = new Date(fromMs + HOUR_MS / 2).toISOString()

  // As long ago as no console of these tests has been running.
  const recentMs = Math.floor(Date.now() / MINUTE_MS - 58) * MINUTE_MS
  await leaveProduction(world.console, instance, topic, recentMs, [5, 9, null, 30, 2])
  await page.goto(`/instances/${instanceId}/topics`)
  await expect(
    // 0: a minute that the console has collected by itself since there is the topic.
    page.getByRole('img', { name: /^Last hour: (2 last, 2|0 last, 0) to 30, 5[3-5] minutes not known$/ }),
  ).toBeVisible()
  await look(page, 'topics-with-trends')
  await page.getByRole('link', { name: 'Statistics' }).first().click()
  await expectHeading(page, 'Statistics')
  await page.goto(
    `/instances/${instanceId}/statistics/production?${new URLSearchParams({ topic, from, to })}`,
  )
  await expect(page.getByText('1 of 30 intervals are not known')).toBeVisible()
  const line = page
    .getByRole('img', { name: /^Messages: a line over 30 intervals/ })
    .locator('.recharts-line-curve')
  await expect(line).toHaveAttribute('d', /^M[^M]+M[^M]+$/)
  const { points } = await call(statisticsProduction, { params: { instanceId }, query: { topic, from, to } })
  const rows = page.getByRole('region', { name: 'Figures' }).getByRole('row')
  await expect(rows).toHaveCount(points.length + 1)
  for (const [index, { value }] of points.toReversed().entries()) {
    await expect(
      rows
        .nth(index + 1)
        .getByRole('cell')
        .nth(1),
    ).toHaveText(value === null ? '–' : `${value}`)
  }
  await look(page, 'statistics-drawn')

  await field(page, 'Collection Interval').selectOption('10 minutes')
  await press(page, 'Show')
  await expect(page).toHaveURL(/interval=10m/)
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(1).getByRole('cell').nth(1)).toHaveText('345')
  await expect(rows.nth(2).getByRole('cell').nth(1)).toHaveText('–')
  await expect(rows.nth(2).getByRole('cell').last()).toHaveText('1')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain(`${from},145,14500,,,0\r\n`)

  await field(page, 'Compare with').selectOption('Same time yesterday')
  await press(page, 'Show')
  await expect(page).toHaveURL(/compare=yesterday/)
  await expect(rows.nth(1).getByRole('cell').nth(2)).toHaveText('70')
  await expect(page.locator('.recharts-line-curve')).toHaveCount(2)
  await look(page, 'statistics-compared')

  await tab(page, 'Statistics', 'Message Consumption').click()
  await expect(page).toHaveURL(/consumption\?.*interval=10m/)
  await expect(page.getByRole('combobox', { name: 'Group ID' })).toBeVisible()
  // The row of a minute is written once: these are other minutes than the topic's.
  const groupsMs = fromMs + HOUR_MS
  await leaveGroupFigures(world.console, instance, groupsMs, [0, 4, 1])
  const range = {
    from: new Date(groupsMs).toISOString(),
    to: new Date(groupsMs + 3 * MINUTE_MS).toISOString(),
  }
  await page.goto(`/instances/${instanceId}/statistics/consumption?${new URLSearchParams(range)}`)
  const groupRows = page.getByRole('region', { name: 'Dead letters, retries and clients' }).getByRole('row')
  await expect(groupRows.nth(2)).toHaveText(/4\s*8\s*3\s*0$/)
  await look(page, 'statistics-groups')
})
