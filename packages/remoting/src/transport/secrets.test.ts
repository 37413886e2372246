/** Whatever goes wrong, no secret, signature or body may be found in what a log could hold of it. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { jsonFrame } from '../../test-support/bytes.ts'
import { selfSigned } from '../../test-support/certificate.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask, count, tell } from '../../test-support/requests.ts'
import { type Script, ScriptedPeer, unusedAddr } from '../../test-support/scripted-peer.ts'
import { RemotingError, type RemotingErrorCode } from '../errors.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import { ConnectionPool } from './pool.ts'

const SECRETS = {
  secretKey: 'hunter2-secret-key',
  securityToken: 'hunter2-security-token',
  body: 'hunter2-body',
  field: 'hunter2-field',
  tlsKey: 'hunter2-tls-key',
}
const credentials = { accessKey: 'AK', secretKey: SECRETS.secretKey, securityToken: SECRETS.securityToken }
const input = { header: { key: SECRETS.field }, body: Buffer.from(SECRETS.body) }

/** Every way in which a log shows a value, causes and hidden properties included. */
function shown(value: unknown): string {
  const texts = [inspect(value, { depth: 20, showHidden: true, getters: true }), String(value), json(value)]
  for (let error = value; error instanceof Error; error = error.cause) {
    texts.push(error.message, error.stack ?? '', json(error), json(Object.getOwnPropertyDescriptors(error)))
  }
  return texts.join('\n')
}

function json(value: unknown): string {
  const seen = new Set<unknown>()
  const text = JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}`
    if (typeof inner !== 'object' || inner === null) return inner
    if (seen.has(inner)) return '(again)'
    seen.add(inner)
    return inner
  })
  return text ?? ''
}

function expectNoSecret(value: unknown, signature?: string): void {
  const text = shown(value)
  for (const secret of Object.values(SECRETS)) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(Buffer.from(secret).toString('base64'))
    expect(text).not.toContain(Buffer.from(secret).toString('hex'))
  }
  if (signature !== undefined) expect(text).not.toContain(signature)
}

/** Sends the secret request to a peer that does as told, and gives what it failed with. */
async function failureAt(script: Script, options: ConnectionOptions = {}): Promise<RemotingError> {
  await using peer = await ScriptedPeer.start(script)
  await using pool = new ConnectionPool({ credentials, callTimeoutMs: 50, ...options })
  const error = await rejectionOf(pool.call(peer.addr, tell, input))
  expectNoSecret(error, peer.requests[0]?.extFields.Signature)
  if (!(error instanceof RemotingError)) throw error
  return error
}

describe('no secret is in an error', () => {
  it.each<[RemotingErrorCode, Script, ConnectionOptions?]>([
    ['CALL_TIMEOUT', () => {}],
    ['CONNECTION_CLOSED', (_request, line) => line.socket.destroy()],
    ['FRAME_MALFORMED', (_request, line) => line.send(Buffer.alloc(64))],
    ['FRAME_TOO_LARGE', (_request, line) => line.send(Buffer.alloc(64, 0x7f))],
    ['NOT_ROCKETMQ', (_request, line) => line.send('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['BROKER_REFUSED', (request, line) => line.reply(request, { code: 1, remark: 'check signature failed' })],
    ['UNSUPPORTED_BY_BROKER', (request, line) => line.reply(request, { code: 3 })],
    ['BAD_ARGUMENT', () => {}, { maxFrameBytes: 200 }],
  ])('%s', async (code, script, options) => {
    expect((await failureAt(script, options)).code).toBe(code)
  })

  it('even when the peer sends the frame back that it got', async () => {
    const error = await failureAt((request, line) => {
      line.send(request.bytes)
      line.send(Buffer.alloc(8))
    })
    expect(error.code).toBe('FRAME_MALFORMED')
  })

  it.each<[RemotingErrorCode, ConnectionOptions, string?]>([
    ['CONNECT_FAILED', {}],
    ['BAD_ARGUMENT', { tls: { key: SECRETS.tlsKey, cert: SECRETS.tlsKey } }],
    ['BAD_ARGUMENT', {}, `AK:${SECRETS.secretKey}@broker:9876`],
  ])('%s', async (code, options, addr) => {
    await using pool = new ConnectionPool({ credentials, ...options })
    const error = await rejectionOf(pool.call(addr ?? (await unusedAddr()), tell, input))
    expect(error).toMatchObject({ code })
    expectNoSecret(error)
  })

  it('ABORTED', async () => {
    await using peer = await ScriptedPeer.start()
    await using pool = new ConnectionPool({ credentials })
    const signal = AbortSignal.abort(new Error(SECRETS.field))
    expectNoSecret(await rejectionOf(pool.call(peer.addr, tell, input, { signal })))
  })

  it('TLS_FAILED', async () => {
    const { cert, key } = selfSigned('127.0.0.1')
    await using peer = await ScriptedPeer.start(undefined, { tls: { cert, key } })
    await using pool = new ConnectionPool({ credentials, tls: { cert, key } })
    const error = await rejectionOf(pool.call(peer.addr, tell, input))
    expect(error).toMatchObject({ code: 'TLS_FAILED' })
    expectNoSecret(error)
    expect(shown(error)).not.toContain(key)
  })

  it('BODY_MALFORMED, of what came back', async () => {
    await using peer = await ScriptedPeer.start((request, line) =>
      line.send(jsonFrame({ opaque: request.opaque, flag: 1, body: `{"count":"${SECRETS.body}"}` })),
    )
    await using pool = new ConnectionPool({ credentials })
    const error = await rejectionOf(pool.call(peer.addr, count, { header: {} }))
    expect(error).toMatchObject({ code: 'BODY_MALFORMED' })
    expectNoSecret(error, peer.requests[0]?.extFields.Signature)
  })
})

describe('no secret is in a log', () => {
  it('that holds a connection, a pool or an answer', async () => {
    await using peer = await ScriptedPeer.start((request, line) => line.reply(request))
    await using connection = await Connection.open(peer.addr, { credentials })
    await using pool = new ConnectionPool({ credentials })
    const reply = await connection.call(ask, { header: { key: 'a' } })
    await pool.call(peer.addr, ask, { header: { key: 'a' } })
    for (const value of [connection, pool, reply]) {
      const text = inspect(value, { depth: 4, showHidden: true }) + json(value)
      expect(text).not.toContain(SECRETS.secretKey)
      expect(text).not.toContain(SECRETS.securityToken)
    }
  })
})
