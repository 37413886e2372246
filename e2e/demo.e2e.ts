/** What somebody sees who starts the console on a machine with nothing else, and signs in. */
import { expect, type Page } from '@playwright/test'
import { arrive, expectHeading, fact, row, tab } from './actions.ts'
import { demoTest as test } from './fixtures.ts'
import { look } from './look.ts'

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name }).click()
}

async function openGroup(page: Page, group: string, tabName: string): Promise<void> {
  await goTo(page, 'Groups')
  await row(page, group).getByRole('link', { name: group, exact: true }).click()
  await tab(page, group, tabName).click()
}

/** A figure of a group's row, as it is now. */
async function accumulated(page: Page, group: string): Promise<number> {
  return Number(await row(page, group).getByRole('cell').nth(4).textContent())
}

test('a console without settings shows a shop at work', async ({ page }) => {
  test.setTimeout(180_000)
  await arrive(page)
  await goTo(page, 'Instances')
  await expect(row(page, /^shop/)).toContainText('sandbox')
  await expect(row(page, /^shop/)).toContainText('Running')
  await look(page, 'demo-instances')

  await page.getByRole('link', { name: 'shop', exact: true }).click()
  await expectHeading(page, 'Topics')
  for (const [topic, messageType] of Object.entries({
    clicks: 'Normal',
    notices: 'Scheduled',
    orders: 'Partitionally ordered',
    payments: 'Transactional',
  })) {
    await expect(row(page, topic)).toContainText(messageType)
    await expect(row(page, topic)).toContainText('Ready')
  }
  await look(page, 'demo-topics')

  await goTo(page, 'Groups')
  await expect(row(page, 'GID_order_fulfilment')).toContainText('Online')
  await expect(row(page, 'GID_order_archive')).toContainText('Offline')
  const before = await accumulated(page, 'GID_click_statistics')
  await expect
    .poll(
      async () => {
        await page.reload()
        await expect(row(page, 'GID_click_statistics')).toBeVisible()
        return accumulated(page, 'GID_click_statistics')
      },
      { message: 'the backlog grows' },
    )
    .toBeGreaterThan(before)
  await look(page, 'demo-groups')

  await openGroup(page, 'GID_payment_ledger', 'Information')
  await expect(fact(page, 'Online')).toHaveText('Online')
  await expect(fact(page, 'Accumulated messages')).toHaveText(/^[1-9]/)
  await tab(page, 'GID_payment_ledger', 'Clients').click()
  await expect(row(page, /ledger/)).toContainText('broker-a broker-b')
  await openGroup(page, 'GID_notice_screens', 'Information')
  await expect(fact(page, 'Model')).toHaveText('Broadcasting')
})

test('the cluster page shows both brokers of the sandbox', async ({ page }) => {
  await arrive(page)
  await goTo(page, 'Clusters')
  await expect(page.getByText('2 / 2')).toBeVisible()
  for (const brokerName of ['broker-a', 'broker-b']) {
    await expect(row(page, brokerName)).toContainText('Online')
    await expect(row(page, brokerName)).toContainText('5.5.0')
  }
})

test('a group that is stuck at its lock is diagnosed as such, with who holds the lock and where to look', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await arrive(page)
  await goTo(page, 'Instances')
  await page.getByRole('link', { name: 'shop', exact: true }).click()
  await expectHeading(page, 'Topics')
  await goTo(page, 'Groups')
  await row(page, 'GID_payment_ledger').getByRole('link', { name: 'GID_payment_ledger', exact: true }).click()
  await page.getByRole('link', { name: 'Diagnose', exact: true }).click()
  const threads = page.getByRole('region', { name: 'Consume threads', exact: true })
  // What waits counts as a backlog after ten seconds.
  await expect(async () => {
    await page.getByRole('button', { name: 'Run again' }).click()
    await expect(threads).toContainText('probably held by the thread month-end-closing', { timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  await expect(threads).toContainText('monitor of shop.ledger.Ledger.post')
  await expect(page.getByText(/^Found: [1-9]/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Clients online', exact: true })).toContainText('Fine')
  await look(page, 'demo-diagnosis')
  await threads.getByRole('link', { name: /^See the stacks of/ }).click()
  await expectHeading(page, /@ledger-/)
  await expect(page.getByText('Blocked').first()).toBeVisible()

  await openGroup(page, 'GID_order_fulfilment', 'Diagnosis')
  await expect(page.getByText('Nothing is wrong with this group')).toBeVisible({ timeout: 30_000 })
})
