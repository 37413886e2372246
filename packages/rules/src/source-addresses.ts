/** Where programs may come from, as a policy of ACL 2.0 says it: an IPv4 or IPv6 address, or a range such as `10.0.0.0/8`. */
import ipaddr from 'ipaddr.js'
import { type Problem, problem } from './problem.ts'

export function sourceAddressProblem(typed: string): Problem | undefined {
  return sourceIpOf(typed) === undefined ? problem('sourceAddress') : undefined
}

/**
 * As brokers are to get it. They compare a single address with the client's as text (`common/utils/IPAddressUtils#isIPInRange`),
 * and IPv6 has many spellings, so that of IPv6 becomes a range that holds nothing else.
 * @returns undefined for what is neither an address nor a range
 */
export function sourceIpOf(typed: string): string | undefined {
  const text = typed.trim()
  const [address = '', ...prefix] = text.split('/')
  // Short forms such as `10.1`, and zones, are more likely mistakes.
  const isPlain = ipaddr.IPv4.isValidFourPartDecimal(address) || isPlainIpv6(address)
  if (!isPlain) return undefined
  if (prefix.length === 0) {
    const ip = ipaddr.process(address)
    return ip.kind() === 'ipv4' ? ip.toString() : `${ip}/128`
  }
  if (!ipaddr.isValidCIDR(text)) return undefined
  const [ip, bits] = ipaddr.parseCIDR(text)
  // Java takes an IPv4-mapped address for IPv4, and its prefix for one of 32 bits.
  return isMapped(ip) ? undefined : `${ip}/${bits}`
}

function isPlainIpv6(address: string): boolean {
  return address.includes(':') && !address.includes('%') && ipaddr.IPv6.isValid(address)
}

function isMapped(ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return ip instanceof ipaddr.IPv6 && ip.isIPv4MappedAddress()
}
