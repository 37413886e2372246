/** xxHash32 with seed 0, the checksum of LZ4 frames. Defined in the xxHash specification, chapter "XXH32". */

const PRIME_1 = 0x9e3779b1 | 0
const PRIME_2 = 0x85ebca77 | 0
const PRIME_3 = 0xc2b2ae3d | 0
const PRIME_4 = 0x27d4eb2f | 0
const PRIME_5 = 0x165667b1 | 0
const STRIPE_BYTES = 16

/** @returns an unsigned 32-bit number */
export function xxHash32(bytes: Buffer): number {
  const stripesEnd = bytes.length - (bytes.length % STRIPE_BYTES)
  let hash = (stripesEnd > 0 ? hashStripes(bytes, stripesEnd) : PRIME_5) + bytes.length
  let at = stripesEnd
  for (; at + 4 <= bytes.length; at += 4) {
    hash = (hash + Math.imul(bytes.readInt32LE(at), PRIME_3)) | 0
    hash = Math.imul(rotate(hash, 17), PRIME_4)
  }
  for (; at < bytes.length; at++) {
    hash = (hash + Math.imul(bytes.readUInt8(at), PRIME_5)) | 0
    hash = Math.imul(rotate(hash, 11), PRIME_1)
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2)
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3)
  return (hash ^ (hash >>> 16)) >>> 0
}

function hashStripes(bytes: Buffer, end: number): number {
  let a = (PRIME_1 + PRIME_2) | 0
  let b = PRIME_2
  let c = 0
  let d = -PRIME_1 | 0
  for (let at = 0; at < end; at += STRIPE_BYTES) {
    a = round(a, bytes.readInt32LE(at))
    b = round(b, bytes.readInt32LE(at + 4))
    c = round(c, bytes.readInt32LE(at + 8))
    d = round(d, bytes.readInt32LE(at + 12))
  }
  return rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)
}

function round(lane: number, word: number): number {
  return Math.imul(rotate((lane + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1)
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
