/** Addresses and ranges that policies let requests come from. As `common/utils/IPAddressUtils`, but for host names. */
import { BlockList, isIP } from 'node:net'

const BITS = { ipv4: 32, ipv6: 128 } as const

/** True for an address, and for a range such as `10.0.0.0/8`. */
export function isAddressOrRange(text: string): boolean {
  return isIP(text) !== 0 || rangeOf(text) !== undefined
}

/** @param range an address or a range; an address is compared as text */
export function isWithin(address: string, range: string): boolean {
  if (!range.includes('/')) return address === range
  const parsed = rangeOf(range)
  const family = familyOf(address)
  if (parsed === undefined || family === undefined) return false
  const list = new BlockList()
  list.addSubnet(parsed.address, parsed.prefix, parsed.family)
  return list.check(address, family)
}

function rangeOf(text: string) {
  const [address = '', prefix = '', ...rest] = text.split('/')
  const family = familyOf(address)
  if (family === undefined || rest.length > 0 || !/^\d+$/.test(prefix)) return undefined
  return Number(prefix) > BITS[family] ? undefined : { address, family, prefix: Number(prefix) }
}

function familyOf(address: string): keyof typeof BITS | undefined {
  const version = isIP(address)
  if (version === 0) return undefined
  return version === 4 ? 'ipv4' : 'ipv6'
}
