/**
 * A set of small numbers: Base64 of Java's `BitSet.toByteArray()`, where number n is bit n % 8 of byte n / 8.
 * Defined in `remoting/protocol/BitSetSerializerDeserializer`.
 */
import { MalformedError } from '../../errors.ts'
import { type Shape, text } from '../../protocol/shape.ts'

/** More than a batch of acknowledgements spans; a wrong number must not make megabytes of zeros. */
const MAX_BIT = 1 << 20

/** The numbers in rising order. @throws MalformedError BAD_ARGUMENT when a number to write is no bit index */
export const bitSet: Shape<number[]> = {
  expected: 'a set of bits in Base64',
  read: value => {
    const bytes = Buffer.from(text.read(value), 'base64')
    const bits: number[] = []
    for (const [at, byte] of bytes.entries())
      for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) !== 0) bits.push(at * 8 + bit)
    return bits
  },
  write: bits => {
    const last = bits.reduce((highest, bit) => Math.max(highest, bit), -1)
    const bytes = Buffer.alloc(last < MAX_BIT ? (last >> 3) + 1 : 0)
    for (const bit of bits) {
      if (!Number.isInteger(bit) || bit < 0 || bit >= MAX_BIT)
        throw new MalformedError('BAD_ARGUMENT', `${bit} is no index of a bit (0 to ${MAX_BIT - 1}).`)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
    }
    return bytes.toString('base64')
  },
}
