/** Chance that comes out the same each time: what the demo sends depends on its seed alone. */

/** The next number from 0 up to, but not including, 1. */
export type Random = () => number

/** The sequence of one actor: it does not matter to it who else is on stage, or who is faster. */
export function randomOf(seed: number, actor: string): Random {
  let state = [...actor].reduce((hash, character) => mix(hash ^ character.charCodeAt(0)), seed >>> 0)
  return () => {
    state = (state + 0x9e37_79b9) >>> 0
    return mix(state) / 2 ** 32
  }
}

/** @throws RangeError when there is nothing to choose from */
export function pick<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)]
  if (choice === undefined) throw new RangeError('There is nothing to choose from.')
  return choice
}

/** A whole number from `min` to `max`, both possible. */
export function between(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1))
}

/** Spreads near numbers over all 32 bits: the last steps of MurmurHash3. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
