import { networkInterfaces } from 'node:os'

/** The IPv4 address that others reach this machine by, as far as it knows; loopback when it has no other. */
export function localAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
