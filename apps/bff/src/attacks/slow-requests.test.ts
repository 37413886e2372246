/** Requests that come a byte at a time, to hold connections until there are none left. */
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../test-support/start-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ patience: { requestMs: 300, checkMs: 50 } })
})
afterAll(() => server.close())

/** @returns what is answered to a request that never comes to its end */
async function answerTo(begun: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write(begun)
  return text(socket)
}

const CUT_OFF = /^HTTP\/1\.1 4\d\d [\s\S]*The request did not come in time\./

it.each([
  ['headers', 'GET /api/v1/session HTTP/1.1\r\nhost: x\r\nx-slow: '],
  [
    'a body',
    'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
  ],
])('are cut off with a problem while they send %s', async (_, begun) => {
  expect(await answerTo(begun)).toMatch(CUT_OFF)
})

it('do not keep others waiting', async () => {
  const slow = Array.from({ length: 50 }, () => answerTo('GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: '))
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(CUT_OFF)
})
