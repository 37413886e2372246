/** What other capabilities ask of offsets. */
import type { AppContext } from '../platform/context.ts'
import { type MovedOffsets, selectMovedSince } from './offset-store.ts'

export interface OffsetService {
  /** Where the console has moved groups since: their offsets did not get there by consuming. */
  movedSince(timeMs: number): Promise<MovedOffsets[]>
}

export function createOffsetService({ db }: Pick<AppContext, 'db'>): OffsetService {
  return { movedSince: timeMs => selectMovedSince(db, timeMs) }
}
