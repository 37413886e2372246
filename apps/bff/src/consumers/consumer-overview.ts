/** Status, progress and clients out of one reading, so that they agree with each other. */
import type { ConsumerStatus, consumerClientList, consumerProgress, ResponseOf } from '@gantry/contract'
import { presentClients } from './consumer-clients.ts'
import { presentProgress } from './consumer-progress.ts'
import { presentStatus } from './consumer-status.ts'
import type { ConsumersRead } from './read-consumers.ts'

export interface ConsumerOverview {
  readonly status: ConsumerStatus
  readonly progress: ResponseOf<typeof consumerProgress>
  readonly clients: ResponseOf<typeof consumerClientList>
}

export function presentOverview(read: ConsumersRead): ConsumerOverview {
  return { status: presentStatus(read), progress: presentProgress(read), clients: presentClients(read) }
}
