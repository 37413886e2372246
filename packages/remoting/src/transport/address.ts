/** A `host:port`; an IPv6 host may stand in brackets, as RocketMQ writes it, or bare. */
import { MalformedError } from '../errors.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

/** @throws MalformedError BAD_ARGUMENT when the text is not `host:port` with a port of 1 to 65535 */
export function parseAddress(addr: string): Address {
  const colon = addr.lastIndexOf(':')
  const host = addr.slice(0, Math.max(colon, 0)).replace(/^\[(.*)\]$/, '$1')
  const digits = addr.slice(colon + 1)
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  if (host === '' || /[\s/@]/.test(host) || port < 1 || port > 65_535) {
    // What stands before an @ may be a password.
    const shown = addr.replace(/^.*@/s, '…@')
    throw new MalformedError(
      'BAD_ARGUMENT',
      `'${shown}' is not an address: write host:port, such as 127.0.0.1:9876.`,
    )
  }
  return { host, port }
}

/** Several addresses, separated by `;` as RocketMQ writes a list of name servers. */
export function parseAddressList(addrs: string): string[] {
  const list = addrs.split(/[;,]/).map(addr => addr.trim())
  const present = list.filter(addr => addr !== '')
  for (const addr of present) parseAddress(addr)
  if (present.length === 0)
    throw new MalformedError('BAD_ARGUMENT', 'No address given: write host:port[;host:port].')
  return present
}
