/** Failures on order, where the server runs a sandbox of its own: for trying out what the console shows of them. */
import { z } from 'zod'
import { listOf, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const MAX_MS = 86_400_000

/** SLOW, REFUSED and CUT are of requests; GONE, READ_ONLY and CLOCK_SKEW are of a broker as a whole. */
const faultKind = z.enum(['SLOW', 'REFUSED', 'CUT', 'GONE', 'READ_ONLY', 'CLOCK_SKEW'])
type FaultKind = z.infer<typeof faultKind>

/** What makes sense beside the kind. Without `ms` or `code` their kinds mean nothing. */
const TAKEN: Readonly<Record<FaultKind, readonly string[]>> = {
  SLOW: ['request', 'ms'],
  REFUSED: ['request', 'code'],
  CUT: ['request'],
  GONE: [],
  READ_ONLY: [],
  CLOCK_SKEW: ['ms'],
}
const NEEDED: Partial<Record<FaultKind, string>> = { SLOW: 'ms', REFUSED: 'code', CLOCK_SKEW: 'ms' }

const faultParts = {
  kind: faultKind,
  /** Every broker when left out. */
  brokerName: z.string().max(128),
  /** RocketMQ's name of a request, such as `SEND_MESSAGE_V2`; every request when left out. */
  request: z.string().max(64),
  /** RocketMQ's name of a response code, such as `SYSTEM_BUSY`. */
  code: z.string().max(64),
  /** How much later requests are carried out; how far ahead the clock is, or behind when negative. */
  ms: z.int().min(-MAX_MS).max(MAX_MS),
}

const { kind, brokerName, request, code, ms } = faultParts

export const sandboxFault = z.object({
  faultId: z.string(),
  kind,
  brokerName: brokerName.nullable(),
  request: request.nullable(),
  code: code.nullable(),
  ms: ms.nullable(),
  startedAt: timestamp,
  endsAt: timestamp,
})
export type SandboxFault = z.infer<typeof sandboxFault>

const faultOrder = z
  .strictObject({
    kind,
    brokerName: brokerName.optional(),
    request: request.optional(),
    code: code.optional(),
    ms: ms.optional(),
    /** It ends by itself, so that nobody has to remember it. */
    seconds: z.int().min(1).max(3_600).default(60),
  })
  .superRefine((order, context) => {
    const complain = (name: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [name], message })
    for (const name of ['request', 'code', 'ms'] as const) {
      const isGiven = order[name] !== undefined
      if (isGiven && !TAKEN[order.kind].includes(name)) complain(name, `${order.kind} takes no ${name}.`)
      if (!isGiven && NEEDED[order.kind] === name) complain(name, `${order.kind} needs ${name}.`)
    }
    if (order.kind === 'SLOW' && (order.ms ?? 0) < 0)
      complain('ms', 'Requests cannot be carried out earlier.')
  })
export type FaultOrder = z.infer<typeof faultOrder>

export const sandboxFaultList = endpoint({
  id: 'sandboxFaultList',
  method: 'GET',
  path: '/sandbox/faults',
  summary: 'The failures that the sandbox in this server has now. Not found where it runs none.',
  access: 'administrator',
  response: listOf(sandboxFault),
  errors: ['NOT_FOUND'],
})

export const sandboxFaultCreate = endpoint({
  id: 'sandboxFaultCreate',
  method: 'POST',
  path: '/sandbox/faults',
  summary: 'Lets the sandbox in this server fail for a while.',
  access: 'administrator',
  status: 201,
  body: faultOrder,
  response: sandboxFault,
  errors: ['NOT_FOUND'],
})

export const sandboxFaultDelete = endpoint({
  id: 'sandboxFaultDelete',
  method: 'DELETE',
  path: '/sandbox/faults/{faultId}',
  summary: 'Ends a failure of the sandbox before its time.',
  access: 'administrator',
  params: z.object({ faultId: z.string() }),
  errors: ['NOT_FOUND'],
})
