/** What every actor of the demo stands on, and how actors begin and end. */
import { setTimeout } from 'node:timers/promises'
import type { SessionOptions } from '@gantry/remoting'
import type { Random } from './random.ts'

export interface Stage {
  readonly connection: Pick<SessionOptions, 'namesrvAddr' | 'credentials'>
  /** Of the instance that the shop lives in; empty for none. */
  readonly namespace: string
  readonly randomOf: (actor: string) => Random
  /** Aborted when the shop closes. */
  readonly closing: AbortSignal
  /** Told of what goes wrong: a topic that somebody deleted, a broker that is away. The show goes on. */
  readonly onError: (error: unknown) => void
}

/** Somebody at work until the shop closes. */
export interface Actor {
  /** After `closing` is aborted: resolves when the last work is done and the connections are closed. */
  readonly leave: () => Promise<void>
}

/** Starts somebody's work. */
export type Role = (stage: Stage) => Promise<Actor>

/** Resolves after so long, or at once when the shop closes. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: closing, ref: false }).catch(() => {})
}

/** What brokers know a client by. It names its part: two of a group are told apart at a glance. */
export function clientIdOf(actor: string): string {
  return `127.0.0.1@${actor}-${process.pid}`
}
