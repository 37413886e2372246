/**
 * Which hosts may be connected to: those that the administrator of the server allows. Typed addresses and those that a
 * name server announces pass here before anything is sent to them, and a name is dialled at the very addresses that
 * were checked, so that it cannot mean another host a moment later.
 */
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type HostLookup, RemotingError } from '@gantry/remoting'
import { hostAndPort, namesrvAddrs } from '@gantry/rules'
import ipaddr from 'ipaddr.js'
import { ConfigError } from '../platform/config/config.ts'
import { AppError } from '../platform/http/app-error.ts'

export interface AllowList {
  /** @throws RemotingError ADDRESS_REFUSED; what the system says of a name that has no address */
  readonly lookup: HostLookup
}

type Ip = ipaddr.IPv4 | ipaddr.IPv6
type Range = [Ip, number]

/**
 * @param entries host names, IP addresses and CIDR ranges; with none every host is allowed
 * @param resolve every address of a name
 * @throws ConfigError for an entry that is neither
 */
export function createAllowList(entries: readonly string[], resolve: HostLookup = resolveAll): AllowList {
  const names = new Set(entries.filter(isName).map(entry => entry.toLowerCase()))
  const ranges = entries.filter(entry => !isName(entry)).map(rangeOf)
  const isAllowed = ({ address }: LookupAddress): boolean =>
    ipaddr.isValid(address) && ranges.some(range => matches(ipaddr.process(address), range))
  return {
    async lookup(host) {
      const family = isIP(host)
      const found = family === 0 ? await resolve(host) : [{ address: host, family }]
      if (entries.length === 0 || names.has(host.toLowerCase())) return found
      const allowed = found.filter(isAllowed)
      if (allowed.length > 0) return allowed
      throw new RemotingError(
        'ADDRESS_REFUSED',
        `The host ${host} is not among those that GANTRY_ALLOWED_ADDRESSES allows: nothing was sent to it.`,
      )
    },
  }
}

const resolveAll: HostLookup = host => lookup(host, { all: true })

const LABEL = '[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?'
const NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`, 'i')
/** Such as `10` and `10.0.0`: short forms of IPv4, or mistakes, but no names. */
const DIGITS_ONLY = /^[\d.]+$/

function isName(entry: string): boolean {
  return NAME.test(entry) && !DIGITS_ONLY.test(entry)
}

function rangeOf(entry: string): Range {
  const family = isIP(entry)
  if (family !== 0) return [ipaddr.process(entry), family === 4 ? 32 : 128]
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry)
  throw new ConfigError(
    `GANTRY_ALLOWED_ADDRESSES must hold host names, IP addresses and CIDR ranges, not '${entry}'.`,
  )
}

function matches(address: Ip, [network, bits]: Range): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits)
  return network instanceof ipaddr.IPv6 && address.match(network, bits)
}

/**
 * For an address that is to be kept. A name that nobody knows now may be known later: it is checked again before it is
 * dialled.
 * @param namesrvAddr `host:port[;host:port]`
 * @throws AppError VALIDATION
 */
export async function requireAllowed({ lookup }: AllowList, namesrvAddr: string): Promise<void> {
  for (const addr of namesrvAddrs(namesrvAddr)) {
    const host = hostAndPort(addr)?.host ?? addr
    try {
      await lookup(host)
    } catch (error) {
      if (!(error instanceof RemotingError)) continue
      const fields = [{ path: 'namesrvAddr', code: 'invalid', message: error.message }]
      throw new AppError('VALIDATION', `namesrvAddr: ${error.message}`, { fields, cause: error })
    }
  }
}
