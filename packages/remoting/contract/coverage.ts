/** The tests that hold a contract file to what `coverage-list.ts` says of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestCodeName } from '../src/codes.ts'
import { ConnectionPool } from '../src/transport/pool.ts'
import { COVERAGE, type Theme } from './coverage-list.ts'
import { cluster, refusalOf, wrongCredentials } from './harness.ts'
import { runsSince } from './on-release.ts'
import { recordOf } from './recording.ts'
import { isAnswered, NAME_SERVER_REQUESTS } from './support.ts'

/** The last tests of a contract file: that it has done what `COVERAGE` says of it, as far as the release knows it. */
export function provesCoverage(theme: Theme): void {
  const known = COVERAGE[theme].filter(name => isAnswered(name, cluster.release))
  describe('each request that this file stands for', () => {
    it('was answered', () => {
      expect(known.filter(name => recordOf(name).answered === 0)).toEqual([])
    })

    describeWrongSecret(known.filter(name => !NAME_SERVER_REQUESTS.has(name)))
  })
}

/** What a broker answered is sent once more with a wrong secret. */
function describeWrongSecret(names: readonly RequestCodeName[]): void {
  const credentials = wrongCredentials()
  if (credentials === undefined) return
  describe('with a wrong secret', () => {
    let pool: ConnectionPool
    beforeAll(() => {
      pool = new ConnectionPool({ credentials })
    })
    afterAll(() => pool.close())

    it('is refused by brokers, with their address and the name of the request', async () => {
      const responseCode = runsSince('5.3.3') ? 16 : 1
      for (const name of names) {
        const sent = recordOf(name).lastAnswered
        // A request that brokers send to clients was answered by one.
        if (sent === undefined) continue
        const refusal = await refusalOf(pool.call(sent.addr, sent.layout, sent.input))
        expect(refusal).toMatchObject({ responseCode, addr: sent.addr, request: name })
        expect(JSON.stringify(refusal)).not.toContain(credentials.secretKey)
      }
    })
  })
}
