/** One thing that was looked at. */
export interface Check {
  readonly what: string
  readonly found: string
  readonly expected: string
  readonly holds: boolean
}

/** Gives each check when it has it. */
export type Proof = () => AsyncIterable<Check>

export function equalCheck(what: string, found: string, expected: string): Check {
  return { what, found, expected, holds: found === expected }
}
