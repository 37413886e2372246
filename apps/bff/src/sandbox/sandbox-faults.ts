/** Failures of the cluster in this process, as the sandbox takes and tells them. */
import type { FaultOrder, SandboxFault } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'

interface TimedFault {
  readonly id: string
  readonly order: FaultOrder
  /** ms since 1970 */
  readonly startedAt: number
  /** ms since 1970 */
  readonly endsAt: number
}

export interface SandboxFaults {
  list(): TimedFault[]
  /** The part of an order that names what does not exist. */
  unknownPart(order: FaultOrder): 'brokerName' | 'request' | 'code' | undefined
  /** Resolves when the failure is there. */
  add(order: FaultOrder): Promise<TimedFault>
  /** Resolves when it is over. @returns false when there is none of that ID */
  remove(id: string): Promise<boolean>
}

export function presentFault({ id, order, startedAt, endsAt }: TimedFault): SandboxFault {
  const { kind, brokerName = null, request = null, code = null, ms = null } = order
  const [start, end] = [toTimestamp(startedAt), toTimestamp(endsAt)]
  return { faultId: id, kind, brokerName, request, code, ms, startedAt: start, endsAt: end }
}
