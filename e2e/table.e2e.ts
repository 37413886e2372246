import { readFile } from 'node:fs/promises'
import type { Instance } from '@gantry/contract'
import { expect, type Page } from '@playwright/test'
import { dialog, expectHeading, row, sortDown } from './actions.ts'
import { makeTopics } from './broker-door.ts'
import { test } from './fixtures.ts'
import { look } from './look.ts'
import { newGroup, newTopic } from './seed.ts'
import type { World } from './world.ts'

const MANY = 1_000
const PLACES = ['north', 'south', 'east', 'west'] as const

/** As long as a name can be, and told apart by its end. */
function longName(number: number): string {
  const name = `orders-of-the-region-${PLACES[number % PLACES.length]}-`
  return `${name.padEnd(60, 'x')}${String(number).padStart(4, '0')}`
}

async function openMany(page: Page, world: World, instance: Instance): Promise<void> {
  await makeTopics(
    world,
    instance,
    Array.from({ length: MANY }, (_, number) => longName(number)),
  )
  await page.goto(`/instances/${instance.instanceId}/topics`)
  await expect(page.getByText('Rows: 500, and there are more')).toBeVisible()
}

test('a search that finds nothing says so, and leads back', async ({ page, world, instance }) => {
  const topic = await newTopic(world.console.call, instance)
  await page.goto(`/instances/${instance.instanceId}/topics?q=nothing-like-it&messageType=DELAYED`)
  await expect(page.getByText('Nothing found')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(row(page, topic)).toBeVisible()
  await expect(page).toHaveURL(/\/topics$/)
})

test('each list can be sorted by each column that offers it', async ({ page, world, instance }) => {
  await newTopic(world.console.call, instance)
  await newGroup(world.console.call, instance)
  const ofInstance = `/instances/${instance.instanceId}`
  for (const url of [
    '/instances',
    `${ofInstance}/topics`,
    `${ofInstance}/groups?columns=group,isOnline,createdAt`,
  ]) {
    await page.goto(url)
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    for (const header of await page
      .getByRole('columnheader')
      .filter({ has: page.getByRole('button') })
      .all()) {
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', 'ascending')
      await expect(page.getByRole('button', { name: 'Read again' })).toHaveAttribute('aria-busy', 'false')
      await expect(page.getByRole('alert')).toHaveCount(0)
    }
  }
})

const RECENT = 'Messages a minute, last hour'
const SHOWN = ['Topic', 'Message type', 'State', 'Queues', RECENT, 'Created', 'Permission', 'Actions']

test('a list of 1,000 rows is scrolled, searched, sorted and picked from, and its link shows the same', async ({
  page,
  context,
  world,
  instance,
}) => {
  test.slow()
  await openMany(page, world, instance)
  await look(page, 'topics-of-1000')
  const rows = page.getByRole('region', { name: 'Topics' })
  await expect(async () => {
    await rows.press('End')
    await expect(row(page, longName(MANY - 1))).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.getByText('Rows: 1,000')).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search topics' }).fill('NORTH')
  await expect(page.getByText('Rows: 250')).toBeVisible()
  await sortDown(page, 'Topic')
  await expect(page.getByRole('row').nth(1)).toContainText(longName(996))
  await page.getByRole('button', { name: 'Columns' }).click()
  const columns = dialog(page, 'Columns')
  await columns.getByLabel('Description').uncheck()
  await columns.getByLabel('Permission').check()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader')).toHaveText(SHOWN)

  const colleague = await context.newPage()
  await colleague.goto(page.url())
  await expect(colleague.getByRole('columnheader')).toHaveText(SHOWN)
  await expect(colleague.getByRole('row').nth(1)).toContainText(longName(996))
  await expect(colleague.getByText('Rows: 250')).toBeVisible()
  await expect(colleague.getByRole('searchbox', { name: 'Search topics' })).toHaveValue('NORTH')

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toMatch(/topics\.csv$/)
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(251)
  expect(lines[0]).toBe('topic,messageType,state,writeQueueNums,createdAt,perm')
  expect(lines[1]).toBe(`${longName(996)},NORMAL,UNMANAGED,4,,RW`)
})

test.describe('for somebody in Shanghai', () => {
  test.use({ timezoneId: 'Asia/Shanghai' })

  test('language, time zone and colours are chosen, and stay', async ({ page, world, instance }) => {
    const topic = await newTopic(world.console.call, instance)
    await page.goto(`/instances/${instance.instanceId}/topics`)
    const created = row(page, topic)
      .getByRole('cell')
      .filter({ hasText: /\d\d:\d\d:\d\d/ })
    await expect(created).toContainText(/GMT\+8|CST/)
    await using otherTab = await page.context().newPage()
    await otherTab.goto('/clusters')
    await expectHeading(otherTab, 'Clusters')
    await page.getByRole('button', { name: 'Preferences' }).click()
    const preferences = dialog(page, 'Preferences')
    await preferences.getByText('UTC').click()
    await expect(created).toContainText('UTC')
    await preferences.getByText('Dark').click()
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
    await preferences.getByText('中文').click()
    await expectHeading(page, 'Topic 管理')
    await expectHeading(otherTab, '集群管理')
    await page.reload()
    await expectHeading(page, 'Topic 管理')
    await expect(row(page, topic)).toContainText('普通消息')
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  })
})
