/** One operation of a sequence: what it is called with, how it is done, and what is seen of it. */
import fc from 'fast-check'
import type { World } from './world.ts'

export interface Step {
  /** What a client sees of it. */
  readonly perform: (world: World) => Promise<unknown>
  /** Whether it may be done again: a broker may be a moment late with what it shows. */
  readonly isReading: boolean
  readonly toString: () => string
}

type Perform<A> = (world: World, args: A) => Promise<unknown>

/** Something that changes what the broker holds. */
export function acting<A>(name: string, args: fc.Arbitrary<A>, perform: Perform<A>): fc.Arbitrary<Step> {
  return stepOf(name, args, perform, false)
}

/** Something that only asks. */
export function reading<A>(name: string, args: fc.Arbitrary<A>, perform: Perform<A>): fc.Arbitrary<Step> {
  return stepOf(name, args, perform, true)
}

function stepOf<A>(
  name: string,
  args: fc.Arbitrary<A>,
  perform: Perform<A>,
  isReading: boolean,
): fc.Arbitrary<Step> {
  return args.map(value => {
    const words = (): string => `${name} ${fc.stringify(value)}`
    return {
      perform: world => perform(world, value),
      isReading,
      toString: words,
      [fc.toStringMethod]: words,
    }
  })
}

/** Topics and groups that a sequence names by number. */
export const Numbered = {
  /** Has two queues from the start. Steps may change and remove it. */
  FIRST: 0,
  /** Topic, group and ordered group of POP: always there, and left as they are, since brokers remember taken messages for long. */
  POP: 3,
  POP_ORDERED: 4,
} as const

/** Mostly the first one. The second and third do not exist until a step makes them. */
export const changeable = fc.oneof(
  { weight: 6, arbitrary: fc.constant(Numbered.FIRST) },
  { weight: 2, arbitrary: fc.constantFrom(1, 2) },
)
export const anyTopic = fc.oneof(
  { weight: 3, arbitrary: changeable },
  { weight: 1, arbitrary: fc.constant(Numbered.POP) },
)
export const anyGroup = fc.oneof(
  { weight: 4, arbitrary: changeable },
  { weight: 1, arbitrary: fc.constantFrom(Numbered.POP, Numbered.POP_ORDERED) },
)
export const queueId = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 0, 1) },
  { weight: 1, arbitrary: fc.constantFrom(2, 3) },
)
/** Which of the messages so far, counted from the newest. */
export const recent = fc.nat(5)

export type Choice = fc.WeightedArbitrary<Step>

export function often(weight: number, arbitrary: fc.Arbitrary<Step>): Choice {
  return { weight, arbitrary }
}
