import { once } from 'node:events'
import http from 'node:http'
import { describe, expect, it } from 'vitest'
import { inPieces } from '../../test-support/bytes.ts'
import { DeafPort } from '../../test-support/deaf-port.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask } from '../../test-support/requests.ts'
import { ScriptedPeer, unusedAddr } from '../../test-support/scripted-peer.ts'
import { MalformedError, RemotingError } from '../errors.ts'
import { Connection } from './connection.ts'

const keyed = (key: string) => ({ header: { key } })

function expectNames(error: unknown, addr: string, ...words: string[]): void {
  expect(error).toBeInstanceOf(RemotingError)
  expect(error).toMatchObject({ addr })
  for (const word of [addr, ...words]) expect((error as RemotingError).message).toContain(word)
}

describe('opening a connection', () => {
  it.each([
    '',
    'broker',
    'broker:',
    ':9876',
    'broker:0',
    'broker:65536',
    'broker:port',
    'http://broker:9876',
  ])('refuses %j, which is no address', async addr => {
    const error = await rejectionOf(Connection.open(addr))
    expect(error).toBeInstanceOf(MalformedError)
    expect(error).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('host:port') })
  })

  it('fails where nobody listens, and says what to check', async () => {
    const addr = await unusedAddr()
    const error = await rejectionOf(Connection.open(addr))
    expect(error).toMatchObject({ code: 'CONNECT_FAILED' })
    expectNames(error, addr, 'ECONNREFUSED', 'check')
  })

  it('fails for a host that does not exist, in bounded time', async () => {
    const addr = 'no-such-host.invalid:9876'
    const error = await rejectionOf(Connection.open(addr, { connectTimeoutMs: 1_000 }))
    expect(['CONNECT_FAILED', 'CONNECT_TIMEOUT']).toContain((error as RemotingError).code)
    expectNames(error, addr, 'check')
  })

  it('fails for an address that drops packets, in bounded time', async () => {
    await using port = await DeafPort.open()
    const error = await rejectionOf(Connection.open(port.addr, { connectTimeoutMs: 50 }))
    expect(error).toMatchObject({ code: 'CONNECT_TIMEOUT' })
    expectNames(error, port.addr, '50 ms', 'firewalls')
  })

  it('can be given up, before and while it dials', async () => {
    await using port = await DeafPort.open()
    const controller = new AbortController()
    const dialling = rejectionOf(Connection.open(port.addr, {}, controller.signal))
    setImmediate(() => controller.abort())
    for (const error of [
      await dialling,
      await rejectionOf(Connection.open(port.addr, {}, controller.signal)),
    ]) {
      expect(error).toMatchObject({ code: 'ABORTED', addr: port.addr })
    }
  })
})

describe('a call to a port that speaks HTTP', () => {
  it('says so, and which port to give instead', async () => {
    await using server = await httpServer()
    await using connection = await Connection.open(server.addr)
    const error = await rejectionOf(connection.call(ask, keyed('a')))
    expect(error).toMatchObject({ code: 'NOT_ROCKETMQ', request: 'TEST_ASK' })
    expectNames(error, server.addr, 'TEST_ASK', 'HTTP', 'port of the name server or broker')
  })

  it('says so also when the answer comes one byte at a time', async () => {
    await using peer = await ScriptedPeer.start((_request, line) =>
      line.trickle(inPieces(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 1)),
    )
    await using connection = await Connection.open(peer.addr)
    expect(await rejectionOf(connection.call(ask, keyed('a')))).toMatchObject({ code: 'NOT_ROCKETMQ' })
  })
})

describe('a call to a port that speaks another protocol', () => {
  it.each([
    'SSH-2.0-OpenSSH_9.6\r\n',
    '220 mail.example.org ESMTP\r\n',
    '-ERR unknown command\r\n',
    '\u0000'.repeat(64),
  ])('fails and tells to check the address: %j', async greeting => {
    await using peer = await ScriptedPeer.start(undefined, { onConnect: line => line.send(greeting) })
    await using connection = await Connection.open(peer.addr)
    const error = await rejectionOf(connection.call(ask, keyed('a')))
    expect(['FRAME_MALFORMED', 'FRAME_TOO_LARGE']).toContain((error as RemotingError).code)
    expectNames(error, peer.addr, 'TEST_ASK', 'address of a name server or broker')
  })
})

async function httpServer(): Promise<AsyncDisposable & { addr: string }> {
  const server = http.createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    addr: `127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
