import type { Caller } from '../http/caller.ts'
import type { Orderer } from './orderer.ts'

export interface JobProgress {
  readonly done: number
  /** Null while it is not known. */
  readonly total: number | null
}

/** One turn at a job, as the work itself sees it. It may not be the first: what may not happen twice is to be looked at. */
export interface JobRun<I> {
  readonly jobId: string
  readonly instanceId: string
  readonly subject: string
  readonly input: I
  /** Who gave the order, as that user is at the beginning of this turn: the work has these rights. */
  readonly caller: Caller
  /** Aborted when the job is cancelled, is somebody else's by now, or the server stops. */
  readonly signal: AbortSignal
  /** Cheap: it is written at most twice a second. */
  report(progress: JobProgress): void
}

export interface JobKind<I> {
  readonly kind: string
  /** How long a row is kept, from the order on. */
  readonly keptMs: number
  /** Published with `jobId`, `instanceId` and `subject` when something about the job changes. */
  readonly event: string
  /** @throws when it is nothing of this kind: the job fails */
  readonly readInput: (value: unknown) => I
  /** @throws AppError when whoever ordered it is gone or may not do it any more: its sentence is why the job failed */
  readonly callerNow: (orderer: Orderer, place: Pick<JobRun<I>, 'instanceId' | 'subject'>) => Promise<Caller>
  /** @returns what is kept as the result. @throws AppError, RemotingError: its sentence is why the job failed */
  readonly run: (run: JobRun<I>) => Promise<unknown>
}

export interface JobOrder {
  readonly kind: string
  readonly instanceId: string
  readonly subject: string
  readonly input: unknown
  readonly caller: Caller
}
