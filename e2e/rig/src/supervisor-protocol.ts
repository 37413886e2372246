// What the rig and its supervisor process say to each other over Node's IPC channel. Requests carry an `id`, each is
// answered once; `exited` comes unasked.

/** A program to run; its output goes to `logFile`, after what is there already. */
export interface ProcessOrder {
  name: string
  command: string
  args: string[]
  env: Record<string, string>
  logFile: string
}

export type SupervisorRequest =
  | { id: number; op: 'reserve' }
  | { id: number; op: 'run'; order: ProcessOrder }
  | { id: number; op: 'end'; name: string; graceMs: number }
  | { id: number; op: 'close' }

/**
 * `value`: the first port of a slot for `reserve`, the process id for `run`, 0 otherwise. `unable` comes instead of `ready`
 * when there can be no data directory.
 */
export type SupervisorReply =
  | { kind: 'ready'; dataDir: string }
  | { kind: 'unable'; reason: string }
  | { kind: 'done'; id: number; value: number }
  | { kind: 'failed'; id: number; reason: string }
  | { kind: 'exited'; name: string; status: string }

/** True when a message is one of the supervisor's; anything else on the channel is ignored. */
export function isSupervisorReply(message: unknown): message is SupervisorReply {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false
  return ['ready', 'unable', 'done', 'failed', 'exited'].includes(String(message.kind))
}

/** True when a message is a request to the supervisor. */
export function isSupervisorRequest(message: unknown): message is SupervisorRequest {
  return typeof message === 'object' && message !== null && 'op' in message && 'id' in message
}
