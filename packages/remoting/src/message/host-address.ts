/**
 * A host in a stored message:
 *
 *     IP address  4 or 16 bytes, as a bit of the system flag tells
 *     port        int32
 *
 * Defined in `common/message/MessageExt#socketAddress2ByteBuffer`.
 */
import { formatIp, parseIp } from './ip-address.ts'

export interface HostAddress {
  /** An IP address, IPv6 without brackets. */
  readonly host: string
  readonly port: number
}

export const IPV4_HOST_BYTES = 8
export const IPV6_HOST_BYTES = 20

/** @param hostBytes IPV4_HOST_BYTES or IPV6_HOST_BYTES */
export function readHost(buffer: Buffer, at: number, hostBytes: number): HostAddress {
  const ipBytes = hostBytes - 4
  return { host: formatIp(buffer, at, ipBytes), port: buffer.readInt32BE(at + ipBytes) }
}

/** Whoever writes many messages writes the same few hosts. */
const written = new WeakMap<HostAddress, Buffer>()

/**
 * @returns bytes that are not to be changed
 * @throws MalformedError BAD_ARGUMENT when the host is not an IP address
 */
export function hostBytesOf(address: HostAddress): Buffer {
  const known = written.get(address)
  if (known !== undefined) return known
  const port = Buffer.allocUnsafe(4)
  port.writeInt32BE(address.port)
  const bytes = Buffer.concat([parseIp(address.host), port])
  written.set(address, bytes)
  return bytes
}

/** As a person writes it: `192.0.2.1:10911`, `[2001:db8::1]:10911`. */
export function formatHost(address: HostAddress): string {
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`
}
