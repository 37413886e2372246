/** What the rows of the support desk's benchmark stand on. */
import type { RigCluster } from '@gantry/rig'
import { floorTimesMs } from './api-reads.ts'
import { timesMs } from './benchmark.ts'
import type { Console } from './console.ts'
import type { Measured } from './floor-rows.ts'
import type { Asked, Rounds } from './support-floors.ts'

const RUNS = 60
/** A console that has been running for a while has compiled what it runs often. */
const WARM_UP = 300

export interface Desk {
  readonly cluster: RigCluster
  readonly console: Console
  readonly instance: string
  /** In the store. */
  readonly messages: number
  /** A message of the audience's topic. */
  readonly asked: Asked
  /** Before all of the messages. */
  readonly fromMs: number
}

/** @param work asks the console, and throws where an answer is not the whole one */
export async function measured(
  { cluster }: Desk,
  what: string,
  rounds: Rounds,
  work: () => Promise<unknown>,
): Promise<Measured> {
  const floor = await floorTimesMs(cluster, { rounds }, RUNS)
  return { what, floor, times: await timesMs(work, RUNS, WARM_UP) }
}

/** @throws when an answer is not what was to be measured */
export function demand(isWhole: boolean, what: string): void {
  if (!isWhole) throw new Error(`${what} is not whole.`)
}
