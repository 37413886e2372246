/** Connected clients of a group, with what waits for each. */
import { type ConsumerClient, type consumerClientList, type ResponseOf, toInt64 } from '@gantry/contract'
import { releaseOf } from '@gantry/remoting'
import { type ClientOfGroup, messageModelOf } from '../platform/brokers/group-figures.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import { originOf } from './process-id.ts'
import { queueStates } from './queue-progress.ts'
import type { ConsumersRead } from './read-consumers.ts'

export function presentClients(read: ConsumersRead): ResponseOf<typeof consumerClientList> {
  const { clients, unasked, hasUnseenClients, failed, nowMs } = read
  const accumulated = accumulatedByClient(read)
  return {
    items: [...clients.values()].map(client =>
      presentClient(client, accumulated.get(client.connection.clientId) ?? null),
    ),
    nextCursor: null,
    unasked: [...unasked],
    hasUnseenClients,
    partial: partialOf(failed),
    asOf: toTimestamp(nowMs),
  }
}

export function presentClient(
  { connection, brokerNames }: ClientOfGroup,
  accumulated: bigint | null,
): ConsumerClient {
  const { clientId, clientAddr, language, version } = connection
  return {
    clientId,
    clientAddr,
    ...originOf(clientId),
    language,
    release: releaseOf(version) ?? null,
    brokerNames: brokerNames.toSorted(),
    accumulated: accumulated === null ? null : toInt64(accumulated),
  }
}

/** Of the clients that told which queues they hold; none of a broadcasting group. */
function accumulatedByClient(read: ConsumersRead): Map<string, bigint> {
  const { state, infos } = read
  if (state === undefined || messageModelOf(state) === 'BROADCASTING') return new Map()
  const sums = new Map([...infos.keys()].map(clientId => [clientId, 0n]))
  for (const { clientId, difference } of queueStates(read)) {
    if (clientId !== null) sums.set(clientId, (sums.get(clientId) ?? 0n) + difference)
  }
  return sums
}
