import type { HostLookup } from '@gantry/remoting'
import { describe, expect, it } from 'vitest'
import { createAllowList } from './allow-list.ts'

const HOSTS: Readonly<Record<string, readonly string[]>> = {
  'inside.test': ['10.1.2.3'],
  'outside.test': ['192.0.2.1'],
  'both.test': ['192.0.2.1', '10.1.2.3', '2001:db8::5'],
  'mapped.test': ['::ffff:10.1.2.3'],
  // What systems make of it, though it looks like a number.
  '2130706433': ['127.0.0.1'],
}
const resolve: HostLookup = async host =>
  (HOSTS[host] ?? []).map(address => ({ address, family: address.includes(':') ? 6 : 4 }))

async function allowed(entries: readonly string[], host: string): Promise<readonly string[] | string> {
  try {
    const found = await createAllowList(entries, resolve).lookup(host)
    return found.map(({ address }) => address)
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

const REFUSED = 'ADDRESS_REFUSED'

describe('the list of allowed addresses', () => {
  it('allows everything when it is empty', async () => {
    expect(await allowed([], '127.0.0.1')).toEqual(['127.0.0.1'])
    expect(await allowed([], 'both.test')).toEqual(HOSTS['both.test'])
  })

  it.each([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', true],
    ['::ffff:10.0.0.1', '10.0.0.1', true],
    ['2001:db8::/32', '2001:db8::5', true],
    ['2001:db8::/32', '2001:db9::5', false],
    ['::/0', '10.0.0.1', false],
    ['0.0.0.0/0', '2001:db8::5', false],
  ])('of %s: may %s be connected to? %s', async (entry, host, isAllowed) => {
    expect(await allowed([entry], host)).toEqual(isAllowed ? [host] : REFUSED)
  })

  it('allows a name that stands in it, whatever its case and wherever it is', async () => {
    expect(await allowed(['Outside.test'], 'outside.TEST')).toEqual([])
    expect(await allowed(['outside.test'], 'outside.test')).toEqual(['192.0.2.1'])
    expect(await allowed(['test'], 'outside.test')).toBe(REFUSED)
  })

  it('looks at the addresses of a name that does not stand in it, and gives those that are allowed', async () => {
    expect(await allowed(['10.0.0.0/8'], 'inside.test')).toEqual(['10.1.2.3'])
    expect(await allowed(['10.0.0.0/8'], 'outside.test')).toBe(REFUSED)
    expect(await allowed(['10.0.0.0/8'], 'both.test')).toEqual(['10.1.2.3'])
    expect(await allowed(['10.0.0.0/8'], 'mapped.test')).toEqual(['::ffff:10.1.2.3'])
    expect(await allowed(['10.0.0.0/8'], 'nowhere.test')).toBe(REFUSED)
  })

  it('is not fooled by other ways to write an address', async () => {
    expect(await allowed(['10.0.0.0/8'], '2130706433')).toBe(REFUSED)
    expect(await allowed(['127.0.0.0/8'], '2130706433')).toEqual(['127.0.0.1'])
  })

  it.each(['10.0.0.0/33', '10.0.0', '*', 'http://x', 'a b', '-x', '::1/200', '1'])(
    'does not let the server start with %j in it',
    entry => {
      expect(() => createAllowList([entry])).toThrow(
        `GANTRY_ALLOWED_ADDRESSES must hold host names, IP addresses and CIDR ranges, not '${entry}'.`,
      )
    },
  )

  it('asks the system for the addresses of a name', async () => {
    expect(await createAllowList(['127.0.0.0/8', '::1']).lookup('localhost')).toContainEqual(
      expect.objectContaining({ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) }),
    )
  })
})
