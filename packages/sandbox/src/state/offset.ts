/**
 * Offsets are `bigint` on the wire and `number` in state, where they index typed arrays. No sandbox lives to see 2^53 bytes.
 */

/** An offset of a request; one beyond what a number holds exactly is as good as the largest that it does. */
export function offsetOf(wire: bigint): number {
  return Number(BigInt.asIntN(64, wire) === wire ? clamp(wire) : 0n)
}

function clamp(value: bigint): bigint {
  const limit = BigInt(Number.MAX_SAFE_INTEGER)
  return value > limit ? limit : value < -limit ? -limit : value
}
