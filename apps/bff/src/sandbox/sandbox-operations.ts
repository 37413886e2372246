import { sandboxFaultCreate, sandboxFaultDelete, sandboxFaultList } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { AppError } from '../platform/http/app-error.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { presentFault, type SandboxFaults } from './sandbox-faults.ts'

/** @param sandbox undefined where this server runs none: a real cluster fails without being told to */
export function sandboxOperations(
  { clock }: Pick<AppContext, 'clock'>,
  sandbox: { readonly faults: SandboxFaults } | undefined,
): Operation[] {
  const running = (): SandboxFaults => {
    if (sandbox) return sandbox.faults
    throw new AppError('NOT_FOUND', 'No sandbox runs in this server: it has the clusters that it was given.')
  }
  return [
    operation(sandboxFaultList, () => {
      const items = running().list().map(presentFault)
      return { items, nextCursor: null, partial: null, asOf: toTimestamp(clock.nowMs()) }
    }),
    operation(sandboxFaultCreate, async ({ body, audit }) => {
      audit.target(`fault ${body.kind} of ${body.brokerName ?? 'every broker'}`)
      audit.asked(body)
      const faults = running()
      const unknown = faults.unknownPart(body)
      if (unknown) throw notKnown(unknown, body[unknown])
      const fault = presentFault(await faults.add(body))
      audit.change(null, fault)
      return fault
    }),
    operation(sandboxFaultDelete, async ({ params: { faultId }, audit }) => {
      audit.target(`fault ${faultId}`)
      const faults = running()
      const before = faults.list().find(({ id }) => id === faultId)
      if (await faults.remove(faultId)) {
        audit.change(before ? presentFault(before) : null, null)
        return
      }
      throw new AppError('NOT_FOUND', 'There is no such fault. It may have ended by itself.')
    }),
  ]
}

function notKnown(path: string, value: string | undefined): AppError {
  const message = `The sandbox knows no ${value}.`
  return new AppError('VALIDATION', `${path}: ${message}`, { fields: [{ path, code: 'invalid', message }] })
}
