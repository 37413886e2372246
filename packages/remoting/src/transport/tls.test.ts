import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inPieces } from '../../test-support/bytes.ts'
import { type Certificate, selfSigned } from '../../test-support/certificate.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask } from '../../test-support/requests.ts'
import { type Line, ScriptedPeer, type SeenRequest } from '../../test-support/scripted-peer.ts'
import { RemotingError } from '../errors.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import type { TlsOptions } from './dial.ts'

const here = selfSigned('127.0.0.1')
const elsewhere = selfSigned('broker.test')
const keyed = (key: string) => ({ header: { key } })
const echo = (request: SeenRequest, line: Line): void =>
  line.reply(request, { extFields: { value: request.extFields.key } })

const secure = (certificate: Certificate = here, more = {}): Promise<ScriptedPeer> =>
  ScriptedPeer.start(echo, { tls: { ...certificate, ...more } })

async function echoed(addr: string, options: ConnectionOptions): Promise<string | undefined> {
  await using connection = await Connection.open(addr, options)
  return (await connection.call(ask, keyed('a'))).header.value
}

/** Opens and calls; either may be what fails. */
async function failureOf(addr: string, options: ConnectionOptions = {}): Promise<RemotingError> {
  const error = await rejectionOf(echoed(addr, options))
  if (!(error instanceof RemotingError)) throw error
  expect(error.addr).toBe(addr)
  expect(error.message).toContain(addr)
  return error
}

describe('TLS on both sides', () => {
  it('carries calls when the certificate is trusted', async () => {
    await using peer = await secure()
    expect(await echoed(peer.addr, { tls: { ca: here.cert } })).toBe('a')
  })

  it('carries calls with a certificate for another name that is told', async () => {
    await using peer = await secure(elsewhere)
    expect(await echoed(peer.addr, { tls: { ca: elsewhere.cert, servername: 'broker.test' } })).toBe('a')
  })

  it('carries calls with any certificate when told not to check it', async () => {
    await using peer = await secure(elsewhere)
    expect(await echoed(peer.addr, { tls: { rejectUnauthorized: false } })).toBe('a')
  })

  it('shows the certificate of the client to a broker that asks for it', async () => {
    const client = selfSigned('client')
    await using peer = await secure(here, { requestCert: true, rejectUnauthorized: true, ca: client.cert })
    expect(await echoed(peer.addr, { tls: { ca: here.cert, ...client } })).toBe('a')
    const error = await failureOf(peer.addr, { tls: { ca: here.cert } })
    expect(['TLS_FAILED', 'CONNECTION_CLOSED']).toContain(error.code)
  })

  it('fails when the certificate is not trusted, and says so', async () => {
    await using peer = await secure()
    const error = await failureOf(peer.addr, { tls: {} })
    expect(error.code).toBe('TLS_FAILED')
    expect(error.message).toMatch(/SELF_SIGNED.*certificate is trusted/)
  })

  it('fails when the certificate is for another name', async () => {
    await using peer = await secure(elsewhere)
    const error = await failureOf(peer.addr, { tls: { ca: elsewhere.cert } })
    expect(error.code).toBe('TLS_FAILED')
    expect(error.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
  })
})

describe('TLS on one side only', () => {
  it('fails, client without, and tells to switch TLS on', async () => {
    await using peer = await secure()
    const error = await failureOf(peer.addr)
    expect(['NOT_ROCKETMQ', 'CONNECTION_CLOSED']).toContain(error.code)
    expect(error.message).toContain('TLS')
    expect(error.request).toBe('TEST_ASK')
  })

  it.each([
    ['an alert', '150301000202 46'],
    ['a hello', '1603030040 02'],
  ])('is recognised by %s of TLS that comes back, also byte by byte', async (_what, hex) => {
    const bytes = Buffer.from(hex.replace(' ', ''), 'hex')
    for (const pieces of [[bytes], inPieces(bytes, 1)]) {
      await using peer = await ScriptedPeer.start((_request, line) => line.trickle(pieces))
      const error = await failureOf(peer.addr)
      expect(error.code).toBe('NOT_ROCKETMQ')
      expect(error.message).toContain('switch TLS on')
    }
  })

  it('fails, broker without that hangs up, and tells to check that the port speaks TLS', async () => {
    await using peer = await ScriptedPeer.start(undefined, {
      onConnect: ({ socket }) => socket.removeAllListeners('data').on('data', () => socket.destroy()),
    })
    const error = await failureOf(peer.addr, { tls: { ca: here.cert } })
    expect(error.code).toBe('TLS_FAILED')
    expect(error.message).toContain('speaks TLS')
  })

  it('fails, broker without that answers in plain text', async () => {
    await using peer = await ScriptedPeer.start(undefined, {
      onConnect: ({ socket }) =>
        socket.removeAllListeners('data').on('data', () => socket.write('HTTP/1.1 400\r\n')),
    })
    const error = await failureOf(peer.addr, { tls: { ca: here.cert } })
    expect(error.code).toBe('TLS_FAILED')
    expect(error.message).toContain('speaks TLS')
  })

  it('fails, broker without that stays silent, in bounded time', async () => {
    await using peer = await ScriptedPeer.start(undefined, {
      onConnect: ({ socket }) => socket.removeAllListeners('data').resume(),
    })
    const error = await failureOf(peer.addr, { tls: { ca: here.cert }, connectTimeoutMs: 50 })
    expect(error.code).toBe('CONNECT_TIMEOUT')
    expect(error.message).toContain('speaks TLS')
  })
})

describe('TLS settings that cannot be used', () => {
  it.each<[string, TlsOptions, string]>([
    ['a file that is not there', { caFile: '/no/such/ca.pem' }, 'ENOENT'],
    ['a key that is no key', { cert: here.cert, key: 'hunter2' }, ''],
    ['a certificate that is none', { cert: 'hunter2', key: here.key }, ''],
    ['a key of another certificate', { cert: here.cert, key: elsewhere.key }, ''],
  ])('are refused before anything is dialled: %s', async (_what, tls, words) => {
    await using peer = await secure()
    const error = await failureOf(peer.addr, { tls })
    expect(error.code).toBe('BAD_ARGUMENT')
    expect(error.message).toContain('TLS')
    expect(error.message).toContain(words)
    expect(error.message).not.toContain('hunter2')
    expect(peer.lines).toHaveLength(0)
  })

  it('are read from a file where one is named', async () => {
    await using peer = await secure()
    const dir = await mkdtemp(join(tmpdir(), 'ca-'))
    try {
      await writeFile(join(dir, 'ca.pem'), here.cert)
      expect(await echoed(peer.addr, { tls: { caFile: join(dir, 'ca.pem') } })).toBe('a')
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})
