/** One turn of this replica at one job: the lease is kept while the work goes on, and the end is written once. */
import type { Clock } from '../clock.ts'
import { toAppError } from '../http/problem.ts'
import type { JobKind, JobProgress } from './job-kind.ts'
import type { JobNeeds } from './job-needs.ts'
import { endJob, type JobEnd, keepJob, type Lease, releaseJob } from './job-store.ts'
import type { JobTable } from './job-table.ts'
import { ordererOf } from './orderer.ts'

const LEASE_MS = 30_000
const RENEW_MS = 10_000
/** Between two notes of progress. */
const NOTE_MS = 500
const MAX_ATTEMPTS = 3

type Needs = Pick<JobNeeds, 'db' | 'clock' | 'log' | 'stopping'>

/** Why the work was told to stop. */
type Stop = 'CANCELLED' | 'LOST' | 'STOPPING'

export function leaseOf(holder: string, { nowMs }: Clock): Lease {
  return { holder, nowMs: nowMs(), untilMs: nowMs() + LEASE_MS }
}

export class JobTurn {
  private readonly needs: Needs
  private readonly holder: string
  private readonly row: JobTable
  private readonly onChange: () => void
  private readonly abort = new AbortController()
  private stop: Stop | undefined
  private progress: JobProgress
  private noted: JobProgress
  private keeping: Promise<void> | undefined

  constructor(needs: Needs, holder: string, row: JobTable, onChange: () => void) {
    this.needs = needs
    this.holder = holder
    this.row = row
    this.onChange = onChange
    this.progress = { done: row.done, total: row.total }
    this.noted = this.progress
  }

  /** Ends the work without waiting for the next renewal. */
  end(stop: Stop): void {
    this.stop ??= stop
    this.abort.abort()
  }

  /** Never rejects. */
  async run(kind: JobKind<unknown>): Promise<void> {
    const stopping = (): void => this.end('STOPPING')
    this.needs.stopping.addEventListener('abort', stopping)
    if (this.needs.stopping.aborted) stopping()
    const renewal = setInterval(() => this.keep(), RENEW_MS)
    const notes = setInterval(() => this.progress !== this.noted && this.keep(), NOTE_MS)
    try {
      await this.settle(await this.work(kind))
    } catch (error) {
      // The database is away: the lease ends, and somebody goes on.
      this.needs.log.warn({ err: error, jobId: this.row.job_id }, 'the end of a job could not be written')
    } finally {
      clearInterval(renewal)
      clearInterval(notes)
      this.needs.stopping.removeEventListener('abort', stopping)
    }
    this.onChange()
  }

  private async work(kind: JobKind<unknown>): Promise<JobEnd> {
    const { job_id, instance_id, subject, attempts } = this.row
    if (this.row.is_cancelled === 1) return { state: 'CANCELLED' }
    if (attempts > MAX_ATTEMPTS) {
      return { state: 'FAILED', error: `It broke off ${MAX_ATTEMPTS} times together with its console.` }
    }
    try {
      const place = { instanceId: instance_id, subject }
      const result = await kind.run({
        jobId: job_id,
        ...place,
        input: kind.readInput(JSON.parse(this.row.input)),
        caller: await kind.callerNow(ordererOf(this.row), place),
        signal: this.abort.signal,
        report: progress => {
          this.progress = progress
        },
      })
      return { state: 'COMPLETED', result: JSON.stringify(result ?? null) }
    } catch (error) {
      if (this.stop !== undefined) return { state: 'CANCELLED' }
      const { code, detail } = toAppError(error)
      if (code === 'INTERNAL') this.needs.log.error({ err: error, jobId: job_id }, 'a job failed')
      return { state: 'FAILED', error: detail }
    }
  }

  private async settle(end: JobEnd): Promise<void> {
    await this.keeping
    const { db, clock } = this.needs
    const { job_id } = this.row
    if (this.stop === 'LOST') return
    // What came to its end all the same has come to its end.
    if (this.stop === 'STOPPING' && end.state === 'CANCELLED') {
      await releaseJob(db, job_id, this.holder)
      return
    }
    await endJob(db, job_id, this.holder, { ...end, ...this.progress }, clock.nowMs())
  }

  private keep(): void {
    this.keeping ??= this.renew().finally(() => {
      this.keeping = undefined
    })
  }

  private async renew(): Promise<void> {
    const { db, clock, log } = this.needs
    const progress = this.progress
    const isNew = progress !== this.noted
    try {
      const kept = await keepJob(
        db,
        this.row.job_id,
        leaseOf(this.holder, clock),
        isNew ? { done: progress.done, total: progress.total } : undefined,
      )
      this.noted = progress
      if (kept === undefined) this.end('LOST')
      else if (kept.is_cancelled === 1) this.end('CANCELLED')
      else if (isNew) this.onChange()
    } catch (error) {
      log.warn({ err: error, jobId: this.row.job_id }, 'the lease of a job could not be renewed')
    }
  }
}
