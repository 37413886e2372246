/** The way to one client: through a master that it is connected to. */
import type { ConsumerRunningInfo } from '@gantry/remoting/requests'
import { type ClientOfGroup, clientsOf } from '../platform/brokers/group-figures.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Caller } from '../platform/http/caller.ts'
import { clientGone, clientProblem } from './client-problem.ts'
import type { ClientParams, ConsumerNeeds } from './consumer-needs.ts'

interface AskedClient {
  readonly handle: InstanceHandle
  readonly client: ClientOfGroup
  /**
   * @param wantsStacks also the stacks of its threads
   * @throws AppError CLIENT_GONE, CLIENT_SILENT
   */
  ask(wantsStacks: boolean): Promise<ConsumerRunningInfo>
}

/** Longer than the 10 s after which a broker gives up, so that it is the broker who says so. */
const TIMEOUT_MS = 12_000

/** @throws AppError NOT_FOUND, CLIENT_GONE; the failure of a broker that might know the client when no other does */
export async function askClient(
  { instances, groups }: ConsumerNeeds,
  caller: Caller,
  params: ClientParams,
  signal: AbortSignal,
): Promise<AskedClient> {
  const { clientId } = params
  const handle = await instances.instanceFor(params.instanceId, caller)
  const { found, state } = await groups.lookAt(handle, params, signal)
  const client = state && clientsOf(state).get(clientId)
  if (!client) {
    const [failure] = state?.failed ?? []
    throw failure ? failure.error : clientGone(clientId)
  }
  return {
    handle,
    client,
    async ask(jstack) {
      const options = { signal, timeoutMs: TIMEOUT_MS }
      const asked = [{ clientId, node: client.node }]
      const answer = await handle.admin.clients.runningInfos(found.wireGroup, asked, { jstack }, options)
      const [info] = answer.answered
      if (!info) throw clientProblem(answer.failed[0]?.error, clientId)
      return info.value
    },
  }
}
