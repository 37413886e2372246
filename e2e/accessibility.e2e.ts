import { arrive, expectHeading, signIn } from './actions.ts'
import { FIRST_PASSWORD } from './console.ts'
import { bareTest as test } from './fixtures.ts'
import { look } from './look.ts'

test('what is seen before the sign-in', async ({ page }) => {
  await page.goto('/sign-in')
  await look(page, 'sign-in')
  await signIn(page, 'admin', FIRST_PASSWORD)
  await expectHeading(page, 'Choose your password')
  await look(page, 'first-password')
})

test('what is there without a cluster', async ({ page }) => {
  await arrive(page)
  for (const path of ['profile', 'profile/password', 'profile/tokens-new', 'audit', 'no-such-page']) {
    await page.goto(`/${path}`)
    await look(page, path.replaceAll('/', '-'))
  }
})
