/**
 * The same operations, by chance, on a real broker and on the sandbox: clients must see the same. Longer with DIFFERENTIAL_RUNS, how
 * many sequences each test plays, and DIFFERENTIAL_SEED, which chooses others.
 */
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import {
  brokerAddr,
  cluster,
  connectionOptions,
  makeGroup,
  makeTopic,
  uniqueName,
} from '../../remoting/contract/harness.ts'
import { Admin } from '../../remoting/src/clients/admin/admin.ts'
import { ManualClock } from '../src/clock.ts'
import { startSandbox } from '../src/start-sandbox.ts'
import { play, sequences } from './play/play.ts'
import { Numbered, type Step } from './play/step.ts'
import { type Names, World } from './play/world.ts'

const { clusterName } = cluster
const { credentials } = connectionOptions
const brokerName = cluster.masters[0]?.brokerName ?? ''
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 4)
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 55)
/** Played side by side, since most of the time goes by with waiting for a real broker. */
const SIDE_BY_SIDE = [0, 1, 2, 3, 4]
const PER_RUN_MS = 30_000

function newNames(): Names {
  const prefix = uniqueName('like')
  const numbered = (kind: string) => [0, 1, 2, 3, 4].map(index => `${prefix}-${kind}-${index}`)
  return { prefix, topics: numbered('topic'), groups: numbered('group') }
}

/** Messages of different steps have different store times. */
const STEP_MS = 3

async function playBoth(steps: readonly Step[]): Promise<void> {
  const clock = new ManualClock(Date.now())
  await using sandbox = await startSandbox({
    ...{ clusterName, clock, brokers: [brokerName] },
    ...(credentials && { acl: credentials }),
  })
  await using realAdmin = new Admin(connectionOptions)
  await using sandboxAdmin = new Admin({ ...connectionOptions, namesrvAddr: sandbox.namesrvAddr })
  const names = newNames()
  await Promise.all([realAdmin, sandboxAdmin].map(admin => prepare(admin, names)))
  const imitated = { admin: sandboxAdmin, addr: sandbox.brokers[0]?.addr ?? '', brokerName }
  await play(
    steps,
    new World({ admin: realAdmin, addr: brokerAddr, brokerName, tick: untilLater, pass: () => {} }, names),
    new World(
      { ...imitated, tick: async () => clock.advance(STEP_MS), pass: ms => clock.advance(ms) },
      names,
    ),
  )
}

async function untilLater(): Promise<void> {
  const laterMs = Date.now() + STEP_MS
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThanOrEqual(laterMs), { interval: 1 })
}

async function prepare(admin: Admin, { topics, groups }: Names): Promise<void> {
  for (const index of [Numbered.FIRST, Numbered.POP]) await makeTopic({ topic: topics[index] ?? '' }, admin)
  for (const index of [Numbered.FIRST, Numbered.POP, Numbered.POP_ORDERED]) {
    await makeGroup({ groupName: groups[index] ?? '' }, admin)
  }
}

it.concurrent.each(SIDE_BY_SIDE)(
  'a client sees the same of a real broker and of the sandbox, sequences %i',
  async index => {
    await fc.assert(fc.asyncProperty(sequences, playBoth), {
      ...{ seed: SEED + index, numRuns: RUNS },
      // What has been shrunk until then is printed.
      ...{ interruptAfterTimeLimit: (RUNS + 1) * PER_RUN_MS, markInterruptAsFailure: true },
    })
  },
  (RUNS + 2) * PER_RUN_MS,
)
