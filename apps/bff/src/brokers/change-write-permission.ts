/** Takes a broker out of the routes that producers follow, or puts it back. Each name server has its own word. */
import type { brokerWritePermissionUpdate, NameServerOutcome, ResponseOf } from '@gantry/contract'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { BrokerNeeds, BrokerParams } from './broker-needs.ts'
import { findBroker } from './find-broker.ts'
import { readWritePermission, isWritable as wasWritable } from './write-permission.ts'

interface WritePermissionChange {
  /** Null where no name server says it. */
  readonly before: boolean | null
  readonly result: ResponseOf<typeof brokerWritePermissionUpdate>
}

/** @throws AppError FORBIDDEN for a read-only cluster, NOT_FOUND; RemotingError when no name server has heard it */
export async function changeWritePermission(
  needs: BrokerNeeds,
  params: BrokerParams,
  isWritable: boolean,
  signal: AbortSignal,
): Promise<WritePermissionChange> {
  const { row, admin, node } = await findBroker(needs, params, undefined, signal)
  requireWritable({ cluster: row })
  const told = await readWritePermission(admin, row.namesrv_addr, signal)
  const { answered, failed } = await (isWritable
    ? admin.brokers.addWritePermission(node.brokerName, { signal })
    : admin.brokers.wipeWritePermission(node.brokerName, { signal }))
  const [failure] = failed
  if (answered.length === 0 && failure) throw failure.error
  const outcomes: NameServerOutcome[] = [
    ...answered.map(({ place, value }) => ({ namesrvAddr: place, ok: true, topics: value })),
    ...failed.map(({ place, error }) => ({
      namesrvAddr: place,
      ok: false,
      topics: null,
      message: toAppError(error).detail,
    })),
  ]
  return {
    before: wasWritable(told, node.brokerName),
    result: { outcomes: outcomes.toSorted((a, b) => (a.namesrvAddr < b.namesrvAddr ? -1 : 1)) },
  }
}
