/** Orders for background work, and this replica's share in doing it. */
import { randomUUID } from 'node:crypto'
import { seesWhole } from '@gantry/contract'
import type { JobKind, JobOrder } from './job-kind.ts'
import type { JobNeeds } from './job-needs.ts'
import {
  cancelJob,
  claimJob,
  deleteExpiredJobs,
  deleteJob,
  insertJob,
  selectChangedJobs,
} from './job-store.ts'
import type { JobTable } from './job-table.ts'
import { JobTurn, leaseOf } from './job-turn.ts'
import { type Orderer, ordererOf } from './orderer.ts'

export interface Jobs {
  /** Before `begin`, once for each kind. */
  define<I>(kind: JobKind<I>): void
  /** Looks for work from now on, until the server stops. */
  begin(): void
  /** Notes an order and sees to it soon. @throws as the database does, when the instance is gone */
  order(order: JobOrder): Promise<JobTable>
  /** What is at work ends soon; what is over stays as it is. */
  cancel(jobId: string): Promise<void>
  /** Ends it and forgets it with all that goes with its row. */
  remove(jobId: string): Promise<void>
  /** Looks for work now. Resolves when there is no more that this replica can take. */
  look(): Promise<void>
  /** Resolves when nothing of this replica is at work. */
  settled(): Promise<void>
}

const LOOK_MS = 2_000
const SWEEP_MS = 60_000
const MAX_AT_ONCE = 4

export function createJobs(needs: JobNeeds): Jobs {
  return new ReplicaJobs(needs)
}

class ReplicaJobs implements Jobs {
  private readonly needs: JobNeeds
  /** Of this process, for leases. */
  private readonly holder = randomUUID()
  private readonly kinds = new Map<string, JobKind<unknown>>()
  private readonly turns = new Map<string, { turn: JobTurn; done: Promise<void> }>()
  private looking: Promise<void> | undefined
  private seenUntilMs: number
  private sweptMs = 0

  constructor(needs: JobNeeds) {
    this.needs = needs
    this.seenUntilMs = needs.clock.nowMs()
  }

  define<I>(kind: JobKind<I>): void {
    // The input that `run` gets is what this very kind has read.
    this.kinds.set(kind.kind, kind as unknown as JobKind<unknown>)
  }

  begin(): void {
    const { stopping } = this.needs
    const timer = setInterval(() => this.lookSoon(), LOOK_MS)
    timer.unref()
    stopping.addEventListener('abort', () => clearInterval(timer))
    this.lookSoon()
  }

  async order({ kind, instanceId, subject, input, caller }: JobOrder): Promise<JobTable> {
    const { userId, username, via, credentialId } = caller
    const nowMs = this.needs.clock.nowMs()
    const row: JobTable = {
      job_id: randomUUID(),
      kind,
      instance_id: instanceId,
      subject,
      input: JSON.stringify(input),
      caller: JSON.stringify({ userId, username, via, credentialId } satisfies Orderer),
      state: 'PENDING',
      done: 0,
      total: null,
      result: null,
      error: null,
      attempts: 0,
      is_cancelled: 0,
      lease_holder: null,
      lease_until: null,
      created_at: nowMs,
      updated_at: nowMs,
      finished_at: null,
      expires_at: nowMs + this.kindOf(kind).keptMs,
    }
    await insertJob(this.needs.db, row)
    this.publish(row)
    this.lookSoon()
    return row
  }

  async cancel(jobId: string): Promise<void> {
    await cancelJob(this.needs.db, jobId, this.needs.clock.nowMs())
    this.turns.get(jobId)?.turn.end('CANCELLED')
  }

  async remove(jobId: string): Promise<void> {
    await deleteJob(this.needs.db, jobId)
    this.turns.get(jobId)?.turn.end('LOST')
  }

  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = undefined
    })
    return this.looking
  }

  async settled(): Promise<void> {
    await this.looking?.catch(() => undefined)
    await Promise.all([...this.turns.values()].map(({ done }) => done))
  }

  private lookSoon(): void {
    this.look().catch((error: unknown) => this.needs.log.warn({ err: error }, 'jobs cannot be looked for'))
  }

  private async lookOnce(): Promise<void> {
    const { db, clock, stopping } = this.needs
    const kinds = [...this.kinds.keys()]
    if (kinds.length === 0 || stopping.aborted) return
    const nowMs = clock.nowMs()
    if (nowMs - this.sweptMs >= SWEEP_MS) {
      this.sweptMs = nowMs
      await deleteExpiredJobs(db, nowMs)
    }
    const changed = await selectChangedJobs(db, kinds, { ms: this.seenUntilMs, holder: this.holder })
    this.seenUntilMs = nowMs
    for (const row of changed) this.publish(row)
    while (this.turns.size < MAX_AT_ONCE && !stopping.aborted) {
      const row = await claimJob(db, kinds, leaseOf(this.holder, clock))
      if (row === undefined) return
      this.take(row)
    }
  }

  private take(row: JobTable): void {
    const turn = new JobTurn(this.needs, this.holder, row, () => this.publish(row))
    const done = turn.run(this.kindOf(row.kind)).finally(() => {
      this.turns.delete(row.job_id)
      if (!this.needs.stopping.aborted) this.lookSoon()
    })
    this.turns.set(row.job_id, { turn, done })
  }

  private kindOf(name: string): JobKind<unknown> {
    const kind = this.kinds.get(name)
    if (kind === undefined) throw new Error(`No capability does jobs of the kind ${name}.`)
    return kind
  }

  private publish(row: JobTable): void {
    const { kind, job_id: jobId, instance_id: instanceId, subject } = row
    const { userId } = ordererOf(row)
    this.needs.events.publish({
      type: this.kindOf(kind).event,
      data: { jobId, instanceId, subject },
      // Who sees parts of an instance sees own jobs.
      isVisibleTo: caller => seesWhole(caller, instanceId) || caller.userId === userId,
    })
  }
}
