import { ipKeyGenerator } from 'express-rate-limit'

/** An IPv6 client owns a whole /56: its addresses count as one. */
export function addressBlock(address: string): string {
  return ipKeyGenerator(address)
}
