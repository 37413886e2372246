import type { Logger } from 'pino'
import { pino } from 'pino'
import { describe, expect, it, vi } from 'vitest'
import { createDatabase, ENGINES, type TestEngine } from '../../../test-support/databases.ts'
import { insertInstance } from '../../../test-support/instances.ts'
import { type Config, readConfig } from '../config/config.ts'
import { type AppContext, createContext } from '../context.ts'
import type { Caller } from '../http/caller.ts'
import type { JobKind, JobRun } from './job-kind.ts'
import { findJob, selectJobs } from './job-store.ts'

const INSTANCE = 'MQ_INST_1_aaaaaaaa'
const DAY_MS = 86_400_000
const PATIENCE = { timeout: 10_000, interval: 20 }
const caller: Caller = {
  userId: 'u1',
  username: 'ann',
  role: 'administrator',
  accountId: null,
  mayReadBodies: false,
  mustChangePassword: false,
  mustBindMfa: false,
  language: null,
  signsInBy: 'password',
  via: 'token',
  credentialId: 'c1',
  credentialName: 'ci',
}

/** Consoles on one database, with one clock that stands still unless it is moved. */
async function replicas(engine: TestEngine) {
  const closing = new AsyncDisposableStack()
  const database = closing.use(await createDatabase(engine))
  const config: Config = { ...readConfig({ NODE_ENV: 'test' }), ...database.settings }
  const time = { nowMs: 1_700_000_000_000 }
  const log: Logger = pino({ level: 'silent' })
  const start = async (): Promise<AppContext> =>
    closing.use(await createContext(config, { log, clock: { nowMs: () => time.nowMs } }))
  return { start, time, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

/** Work that ends when the test says so. */
function heldWork(kept = DAY_MS) {
  const runs: JobRun<string>[] = []
  const held: PromiseWithResolvers<unknown>[] = []
  const kind: JobKind<string> = {
    kind: 'count',
    keptMs: kept,
    event: 'countUpdated',
    readInput: String,
    callerNow: async () => caller,
    run(run) {
      runs.push(run)
      const work = Promise.withResolvers<unknown>()
      run.signal.addEventListener('abort', () => work.reject(new Error('told to stop')))
      held.push(work)
      return work.promise
    },
  }
  return { kind, runs, finish: (result: unknown) => held.at(-1)?.resolve(result), held }
}

const order = { kind: 'count', instanceId: INSTANCE, subject: 's', input: 'apples', caller }
const stateOf = (context: AppContext, jobId: string) =>
  expect.poll(async () => (await findJob(context.db, jobId))?.state, PATIENCE)

describe.each(ENGINES)('a job, on %s', engine => {
  it('is done by one replica, is told of on the other, and keeps its result', async () => {
    await using world = await replicas(engine)
    const [one, other] = [await world.start(), await world.start()]
    await insertInstance(one.db, INSTANCE)
    const work = heldWork()
    const told = vi.fn()
    for (const replica of [one, other]) replica.jobs.define(work.kind)
    other.events.subscribe(told)
    const { job_id: jobId } = await one.jobs.order(order)
    await Promise.all([one.jobs.look(), other.jobs.look()])
    await expect.poll(() => work.runs.length, PATIENCE).toBe(1)
    expect(work.runs[0]).toMatchObject({ jobId, input: 'apples', subject: 's', caller })
    work.runs[0]?.report({ done: 3, total: 7 })
    await expect.poll(async () => (await findJob(one.db, jobId))?.done, PATIENCE).toBe(3)
    work.finish({ apples: 7 })
    await stateOf(one, jobId).toBe('COMPLETED')
    expect(await findJob(one.db, jobId)).toMatchObject({
      result: '{"apples":7}',
      done: 3,
      total: 7,
      error: null,
    })
    await other.jobs.look()
    const event = { type: 'countUpdated', data: { jobId, instanceId: INSTANCE, subject: 's' } }
    expect(told).toHaveBeenCalledWith(expect.objectContaining(event))
  })

  it('is finished by another replica when the first dies, and the first writes nothing more', async () => {
    await using world = await replicas(engine)
    const [one, other] = [await world.start(), await world.start()]
    await insertInstance(one.db, INSTANCE)
    const [first, second] = [heldWork(), heldWork()]
    one.jobs.define(first.kind)
    other.jobs.define(second.kind)
    const { job_id: jobId } = await one.jobs.order(order)
    await one.jobs.look()
    await expect.poll(() => first.runs.length, PATIENCE).toBe(1)
    world.time.nowMs += 29_000
    await other.jobs.look()
    expect(second.runs).toEqual([])
    world.time.nowMs += 2_000
    await other.jobs.look()
    await expect.poll(() => second.runs.length, PATIENCE).toBe(1)
    first.finish('too late')
    await one.jobs.settled()
    expect((await findJob(one.db, jobId))?.state).toBe('RUNNING')
    second.finish('in time')
    await stateOf(one, jobId).toBe('COMPLETED')
    expect((await findJob(one.db, jobId))?.result).toBe('"in time"')
  })

  it('is given back by a replica that stops, so that another goes on at once', async () => {
    await using world = await replicas(engine)
    const [one, other] = [await world.start(), await world.start()]
    await insertInstance(one.db, INSTANCE)
    const [first, second] = [heldWork(), heldWork()]
    one.jobs.define(first.kind)
    other.jobs.define(second.kind)
    const { job_id: jobId } = await one.jobs.order(order)
    await expect.poll(() => first.runs.length, PATIENCE).toBe(1)
    await one.close()
    expect(await findJob(other.db, jobId)).toMatchObject({ state: 'PENDING', attempts: 0 })
    await other.jobs.look()
    await expect.poll(() => second.runs.length, PATIENCE).toBe(1)
    second.finish(null)
    await stateOf(other, jobId).toBe('COMPLETED')
  })

  it('fails with the sentence of what went wrong, and when it broke off again and again', async () => {
    await using world = await replicas(engine)
    const one = await world.start()
    await insertInstance(one.db, INSTANCE)
    const { kind } = heldWork()
    one.jobs.define({ ...kind, run: () => Promise.reject(new Error('secret of the server')) })
    const failed = await one.jobs.order(order)
    await stateOf(one, failed.job_id).toBe('FAILED')
    const { error } = (await findJob(one.db, failed.job_id)) ?? {}
    expect(error).toBe('Something went wrong on the server. Its log has the details under the request ID.')
    const broken = { ...failed, job_id: 'broken', state: 'RUNNING' as const, attempts: 3, lease_until: 1 }
    await one.db.insertInto('jobs').values(broken).execute()
    await one.jobs.look()
    await stateOf(one, 'broken').toBe('FAILED')
    expect((await findJob(one.db, 'broken'))?.error).toBe('It broke off 3 times together with its console.')
  })

  it('is cancelled while it waits and while it is at work, also from another replica, and is removed with its row', async () => {
    await using world = await replicas(engine)
    const [one, other] = [await world.start(), await world.start()]
    await insertInstance(one.db, INSTANCE)
    const work = heldWork()
    one.jobs.define(work.kind)
    const orders = [1, 2, 3, 4, 5, 6].map(() => one.jobs.order(order))
    const [first, ...rest] = (await Promise.all(orders)).map(({ job_id }) => job_id)
    await expect.poll(() => work.runs.length, PATIENCE).toBe(4)
    const atWork = new Set(work.runs.map(({ jobId }) => jobId))
    const waiting = [first, ...rest].filter(jobId => jobId !== undefined && !atWork.has(jobId))
    for (const jobId of waiting) if (jobId) await one.jobs.cancel(jobId)
    for (const jobId of waiting) if (jobId) await stateOf(one, jobId).toBe('CANCELLED')
    const [here, there, gone] = [...atWork]
    await one.jobs.cancel(here ?? '')
    await stateOf(one, here ?? '').toBe('CANCELLED')
    await other.jobs.cancel(there ?? '')
    work.runs.find(({ jobId }) => jobId === there)?.report({ done: 1, total: 2 })
    await stateOf(one, there ?? '').toBe('CANCELLED')
    await one.jobs.remove(gone ?? '')
    expect(await findJob(one.db, gone ?? '')).toBeUndefined()
    expect(await selectJobs(one.db, { kind: 'count', instanceId: INSTANCE }, 50)).toHaveLength(5)
    for (const { resolve } of work.held) resolve(null)
  })

  it('is forgotten after its time, and with its instance', async () => {
    await using world = await replicas(engine)
    const one = await world.start()
    await insertInstance(one.db, INSTANCE)
    const { kind } = heldWork(7 * DAY_MS)
    one.jobs.define({ ...kind, run: async () => 'done' })
    const { job_id: jobId } = await one.jobs.order(order)
    await stateOf(one, jobId).toBe('COMPLETED')
    world.time.nowMs += 7 * DAY_MS
    await one.jobs.look()
    expect(await findJob(one.db, jobId)).toBeDefined()
    world.time.nowMs += 60_000
    await one.jobs.look()
    expect(await findJob(one.db, jobId)).toBeUndefined()
    const again = await one.jobs.order(order)
    await one.db.deleteFrom('instances').where('instance_id', '=', INSTANCE).execute()
    expect(await findJob(one.db, again.job_id)).toBeUndefined()
  })
})
