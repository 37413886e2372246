/** What an instance can be made to hold. */
import { type Problem, problem } from './problem.ts'

export interface Range {
  readonly min: number
  readonly max: number
}

export const SPECIFICATION_RANGES = {
  maxTopics: { min: 1, max: 1_000 },
  /** Messages produced each second. */
  inboundTps: { min: 10, max: 100_000 },
  /** Messages consumed each second. */
  outboundTps: { min: 10, max: 100_000 },
} as const satisfies Record<string, Range>

export type SpecificationName = keyof typeof SPECIFICATION_RANGES

export const DEFAULT_SPECIFICATION: Readonly<Record<SpecificationName, number>> = {
  maxTopics: 50,
  inboundTps: 1_000,
  outboundTps: 1_000,
}

export function rangeProblem(value: number, range: Range): Problem | undefined {
  const fits = Number.isInteger(value) && value >= range.min && value <= range.max
  return fits ? undefined : problem('range', { min: range.min, max: range.max })
}
