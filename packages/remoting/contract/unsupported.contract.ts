import { describe, expect, it } from 'vitest'
import { Cluster } from '../src/clients/cluster.ts'
import { REQUEST_CODES, type RequestCodeName } from '../src/codes.ts'
import { UnsupportedByBroker } from '../src/errors.ts'
import { type AnyRequestLayout, defineRequest } from '../src/protocol/layout.ts'
import { COVERED_REQUESTS } from './coverage-list.ts'
import { brokerAddr, cluster, connectionOptions } from './harness.ts'
import { runsSince } from './on-release.ts'
import { openRelay } from './relay.ts'
import { isSupported, NAME_SERVER_REQUESTS } from './support.ts'

/** A number that RocketMQ has left alone, so far. */
const NEVER_KNOWN = defineRequest({ name: 'NEVER_KNOWN', code: 31_999 })

const tooNew = COVERED_REQUESTS.filter(name => !isSupported(name, cluster.release))

/** Without fields or body: what the release does not know it does not read. */
function bare(name: RequestCodeName): AnyRequestLayout {
  return defineRequest({ name, code: REQUEST_CODES[name] })
}

async function expectUnknown(target: string, layouts: readonly AnyRequestLayout[]): Promise<void> {
  await using relay = await openRelay(target)
  await using client = new Cluster(connectionOptions)
  for (const layout of layouts) {
    const call = () =>
      client.call(relay.addr, layout, { header: {} }).then(
        () => 'answered',
        (error: unknown) => error,
      )
    const expected = expect.objectContaining({
      code: 'UNSUPPORTED_BY_BROKER',
      addr: relay.addr,
      request: layout.name,
    })
    const first = await call()
    expect(first).toBeInstanceOf(UnsupportedByBroker)
    expect(first).toEqual(expected)
    const sentBytes = relay.sentBytes()
    expect(await call()).toEqual(expected)
    expect(relay.sentBytes()).toBe(sentBytes)
  }
}

describe('a request that the release does not know', () => {
  it('fails on a broker as unsupported, and is not sent a second time', async () => {
    const newer = tooNew.filter(name => !NAME_SERVER_REQUESTS.has(name))
    await expectUnknown(brokerAddr, [NEVER_KNOWN, ...newer.map(bare)])
  })

  if (runsSince('5.2.0')) {
    it('fails on a name server as unsupported, and is not sent a second time', async () => {
      const newer = tooNew.filter(name => NAME_SERVER_REQUESTS.has(name))
      await expectUnknown(cluster.namesrvAddr, [NEVER_KNOWN, ...newer.map(bare)])
    })
  } else {
    it('is not answered by a name server of 4.9, so that the call times out', async () => {
      await using client = new Cluster(connectionOptions)
      const call = client.call(cluster.namesrvAddr, NEVER_KNOWN, { header: {} }, { timeoutMs: 1_000 })
      await expect(call).rejects.toMatchObject({ code: 'CALL_TIMEOUT', request: 'NEVER_KNOWN' })
    })
  }
})
