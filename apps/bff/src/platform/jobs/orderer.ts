/** Who ordered a job: as its row tells, and as that user is by now. */
import type { Entry, Target } from '@gantry/contract'
import { z } from 'zod'
import type { Caller } from '../http/caller.ts'
import type { JobTable } from './job-table.ts'

const orderer = z.object({
  userId: z.string(),
  username: z.string(),
  via: z.enum(['session', 'token', 'bootstrap']),
  credentialId: z.string(),
})
export type Orderer = z.infer<typeof orderer>

export function ordererOf({ caller }: Pick<JobTable, 'caller'>): Orderer {
  return orderer.parse(JSON.parse(caller))
}

/**
 * With the rights of this moment, not of the order.
 * @throws AppError FORBIDDEN when the user is gone or disabled, or may not do any more what the entry is of
 */
export type CallerNow = (orderer: Orderer, entry: Entry, target: Target) => Promise<Caller>
