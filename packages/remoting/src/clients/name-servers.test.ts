import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../../test-support/errors.ts'
import { ScriptedPeer } from '../../test-support/scripted-peer.ts'
import { putKvConfig } from '../requests/0100-put-kv-config.ts'
import { getKvConfig } from '../requests/0101-get-kv-config.ts'
import { ConnectionPool } from '../transport/pool.ts'
import { NameServers } from './name-servers.ts'

const NOBODY_THERE = '127.0.0.1:1'
const read = { header: { namespace: 'n', key: 'k' } }
const change = { header: { namespace: 'n', key: 'k', value: 'v' } }

const answering = (value: string): Promise<ScriptedPeer> =>
  ScriptedPeer.start((request, line) => line.reply(request, { extFields: { value } }))
const refusing = (): Promise<ScriptedPeer> =>
  ScriptedPeer.start((request, line) => line.reply(request, { code: 22, remark: 'no such key' }))

describe('NameServers', () => {
  it('asks the next one where one cannot be reached, and begins with the one that answered from then on', async () => {
    await using peer = await answering('v')
    await using pool = new ConnectionPool()
    const servers = new NameServers(`${NOBODY_THERE};${peer.addr}`, pool)
    expect((await servers.call(getKvConfig, read)).header.value).toBe('v')
    expect((await servers.call(getKvConfig, read)).header.value).toBe('v')
    expect(peer.requests).toHaveLength(2)
  })

  it('asks the next one where one does not answer in time', async () => {
    await using silent = await ScriptedPeer.start()
    await using peer = await answering('v')
    await using pool = new ConnectionPool()
    const servers = new NameServers(`${silent.addr};${peer.addr}`, pool)
    expect((await servers.call(getKvConfig, read, { timeoutMs: 50 })).header.value).toBe('v')
    await servers.call(getKvConfig, read)
    expect([silent.requests.length, peer.requests.length]).toEqual([1, 2])
  })

  it('takes a refusal for an answer', async () => {
    await using first = await refusing()
    await using second = await answering('v')
    await using pool = new ConnectionPool()
    const servers = new NameServers(`${first.addr};${second.addr}`, pool)
    expect(await rejectionOf(servers.call(getKvConfig, read))).toMatchObject({
      code: 'BROKER_REFUSED',
      responseCode: 22,
      addr: first.addr,
    })
    expect(second.requests).toEqual([])
  })

  it('fails with the last failure when none can be reached', async () => {
    await using pool = new ConnectionPool()
    const servers = new NameServers(`${NOBODY_THERE};127.0.0.1:2`, pool)
    expect(await rejectionOf(servers.call(getKvConfig, read))).toMatchObject({
      code: 'CONNECT_FAILED',
      addr: '127.0.0.1:2',
    })
  })

  it('tells a change to each of them', async () => {
    await using first = await answering('')
    await using second = await answering('')
    await using pool = new ConnectionPool()
    const servers = new NameServers(`${first.addr};${second.addr}`, pool)
    expect(await servers.callEach(putKvConfig, change)).toHaveLength(2)
    expect([first.requests.length, second.requests.length]).toEqual([1, 1])
  })

  it('fails a change that one has not heard, after the others have', async () => {
    await using peer = await answering('')
    await using pool = new ConnectionPool()
    const servers = new NameServers(`${NOBODY_THERE};${peer.addr}`, pool)
    expect(await rejectionOf(servers.callEach(putKvConfig, change))).toMatchObject({
      code: 'CONNECT_FAILED',
      addr: NOBODY_THERE,
    })
    expect(peer.requests).toHaveLength(1)
  })

  it('says of each whether it has heard a change', async () => {
    await using peer = await answering('')
    await using pool = new ConnectionPool()
    const servers = new NameServers(`${peer.addr};${NOBODY_THERE}`, pool)
    const { answered, failed } = await servers.tryEach(putKvConfig, change)
    expect(answered.map(({ place }) => place)).toEqual([peer.addr])
    expect(failed).toEqual([
      { item: NOBODY_THERE, place: NOBODY_THERE, error: expect.objectContaining({ code: 'CONNECT_FAILED' }) },
    ])
  })

  it('refuses a list that names no address', async () => {
    await using pool = new ConnectionPool()
    expect(() => new NameServers(' ; ', pool)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })
})
