import { describe, expect, it } from 'vitest'
import { selfSigned } from '../../test-support/certificate.ts'
import { rejectionOf } from '../../test-support/errors.ts'
import { ask } from '../../test-support/requests.ts'
import { type Line, ScriptedPeer, type SeenRequest } from '../../test-support/scripted-peer.ts'
import { RemotingError } from '../errors.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import type { HostLookup } from './dial.ts'

const echo = (request: SeenRequest, line: Line): void =>
  line.reply(request, { extFields: { value: request.extFields.key } })

async function echoed(addr: string, options: ConnectionOptions): Promise<string | undefined> {
  await using connection = await Connection.open(addr, options)
  return (await connection.call(ask, { header: { key: 'a' } })).header.value
}

const at = (address: string, family = 4) => ({ address, family })
const portOf = (addr: string): string => addr.slice(addr.lastIndexOf(':') + 1)
const named = (addr: string): string => `broker.test:${portOf(addr)}`

const refusing: HostLookup = async host => {
  throw new RemotingError('ADDRESS_REFUSED', `${host} is not allowed.`)
}

describe('a look-up of hosts', () => {
  it('says where a name is dialled', async () => {
    await using peer = await ScriptedPeer.start(echo)
    const asked: string[] = []
    const lookup: HostLookup = async host => {
      asked.push(host)
      return [at('127.0.0.1')]
    }
    expect(await echoed(named(peer.addr), { lookup })).toBe('a')
    expect(asked).toEqual(['broker.test'])
  })

  it('may give several addresses, of which one that answers is taken', async () => {
    await using peer = await ScriptedPeer.start(echo)
    const lookup: HostLookup = async () => [at('::1', 6), at('127.0.0.1')]
    expect(await echoed(named(peer.addr), { lookup })).toBe('a')
  })

  it('leaves the name to TLS', async () => {
    const certificate = selfSigned('broker.test')
    await using peer = await ScriptedPeer.start(echo, { tls: { ...certificate } })
    const options = { lookup: async () => [at('127.0.0.1')], tls: { ca: certificate.cert } }
    expect(await echoed(named(peer.addr), options)).toBe('a')
  })

  it.each(['name', 'IP address'])('may refuse a host that is a %s: nothing is sent then', async kind => {
    await using peer = await ScriptedPeer.start(echo)
    const addr = kind === 'name' ? named(peer.addr) : peer.addr
    const host = addr.slice(0, addr.lastIndexOf(':'))
    expect(await rejectionOf(Connection.open(addr, { lookup: refusing }))).toMatchObject({
      name: 'RemotingError',
      code: 'ADDRESS_REFUSED',
      message: `${host} is not allowed.`,
      addr,
    })
    expect(peer.lines).toHaveLength(0)
  })

  it('refuses with TLS just the same', async () => {
    const options = { lookup: refusing, tls: { rejectUnauthorized: false } }
    const error = await rejectionOf(Connection.open('broker.test:10911', options))
    expect(error).toMatchObject({ code: 'ADDRESS_REFUSED' })
  })

  it('that finds nothing is a failed connection', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    const lookups: HostLookup[] = [async () => [], () => Promise.reject(unknown)]
    for (const lookup of lookups) {
      const error = await rejectionOf(Connection.open('broker.test:10911', { lookup }))
      expect(error).toMatchObject({ code: 'CONNECT_FAILED', message: expect.stringContaining('ENOTFOUND') })
    }
  })

  it('that takes too long counts as connecting', async () => {
    const options = { lookup: () => new Promise<never>(() => {}), connectTimeoutMs: 20 }
    const error = await rejectionOf(Connection.open('broker.test:10911', options))
    expect(error).toMatchObject({ code: 'CONNECT_TIMEOUT' })
  })
})
