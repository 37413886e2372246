/** What consumers are doing, for the API and for whoever explains why a group does not move. */
import { setTimeout } from 'node:timers/promises'
import type {
  ConsumerClientView,
  ConsumerStacks,
  ConsumerStatus,
  consumerClientList,
  consumerProgress,
  ResponseOf,
} from '@gantry/contract'
import type { Caller } from '../platform/http/caller.ts'
import { viewClient } from './consumer-client.ts'
import { presentClients } from './consumer-clients.ts'
import type { ClientParams, ConsumerNeeds, GroupParams } from './consumer-needs.ts'
import { type ConsumerOverview, presentOverview } from './consumer-overview.ts'
import { presentProgress } from './consumer-progress.ts'
import { presentStatus } from './consumer-status.ts'
import { type GroupInspection, inspectGroup } from './inspect-group.ts'
import { type ConsumersRead, type ReadingNeeds, readConsumers } from './read-consumers.ts'
import { takeStacks } from './stacks/take-stacks.ts'
import { consumesAlone, LOOK_GAP_MS, UnseenClients } from './unseen-clients.ts'

/** As many as it takes to see progress move twice. */
const LOOKS_AGAIN = 2

export interface ConsumerService {
  /** @throws AppError NOT_FOUND, here and below */
  status(caller: Caller, params: GroupParams, signal: AbortSignal): Promise<ConsumerStatus>
  /** Queue by queue. */
  progress(
    caller: Caller,
    params: GroupParams,
    signal: AbortSignal,
  ): Promise<ResponseOf<typeof consumerProgress>>
  clients(
    caller: Caller,
    params: GroupParams,
    signal: AbortSignal,
  ): Promise<ResponseOf<typeof consumerClientList>>
  /** Status, progress and clients out of one reading, so that they agree with each other. */
  overview(caller: Caller, params: GroupParams, signal: AbortSignal): Promise<ConsumerOverview>
  /** The overview and what each client says of itself, out of one reading; threads can be asked for. */
  inspect(caller: Caller, params: GroupParams, signal: AbortSignal): Promise<GroupInspection>
  /** @throws AppError CLIENT_GONE, CLIENT_SILENT */
  client(caller: Caller, params: ClientParams, signal: AbortSignal): Promise<ConsumerClientView>
  /**
   * @param samples 1 to 5, a moment apart
   * @throws AppError CLIENT_GONE, CLIENT_SILENT
   */
  stacks(caller: Caller, params: ClientParams, samples: number, signal: AbortSignal): Promise<ConsumerStacks>
}

export function createConsumerService(needs: ConsumerNeeds): ConsumerService {
  const reading: ReadingNeeds = { ...needs, unseen: new UnseenClients() }
  return {
    status: async (...of) => presentStatus(await readConsumers(reading, ...of)),
    progress: async (...of) => presentProgress(await readConsumers(reading, ...of)),
    clients: async (...of) => presentClients(await readConsumers(reading, ...of)),
    async overview(...of) {
      return presentOverview(await readConsumers(reading, ...of))
    },
    inspect: async (...of) => inspectGroup(await readUntilSure(reading, ...of)),
    client: (...of) => viewClient(needs, ...of),
    stacks: (...of) => takeStacks(needs, ...of),
  }
}

/** A single look does not tell who consumes while nobody is connected: for a verdict it is looked again, a moment apart. */
async function readUntilSure(...of: Parameters<typeof readConsumers>): Promise<ConsumersRead> {
  const [, , , signal] = of
  let read = await readConsumers(...of)
  for (let again = 0; again < LOOKS_AGAIN && isOpen(read); again++) {
    await setTimeout(LOOK_GAP_MS, undefined, { signal })
    read = await readConsumers(...of)
  }
  return read
}

function isOpen({ state, hasUnseenClients }: ConsumersRead): boolean {
  return state !== undefined && consumesAlone(state) && !hasUnseenClients
}
