/** Tests of requests that not every release knows. */
import { expect, it } from 'vitest'
import type { RequestCodeName } from '../src/codes.ts'
import { cluster } from './harness.ts'
import { isSince, type SuiteRelease } from './releases.ts'
import { isSupported, unknownTo } from './support.ts'

/**
 * A test of a request that an older release does not know: there it must end with UnsupportedByBroker, naming the request.
 */
export function itNeeds(request: RequestCodeName, title: string, test: () => Promise<void>): void {
  if (isSupported(request, cluster.release)) {
    it(title, test)
    return
  }
  it(`${title}: unknown to ${cluster.release}`, async () => {
    const error = await test().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ ...unknownTo(cluster.release, request), request })
  })
}

/** True when the cluster runs that release or a later one. */
export function runsSince(first: SuiteRelease): boolean {
  return isSince(cluster.release, first)
}
