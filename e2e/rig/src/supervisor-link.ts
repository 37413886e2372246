import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { RigError } from './error.ts'
import { isSupervisorReply, type ProcessOrder, type SupervisorReply } from './supervisor-protocol.ts'

interface Pending {
  resolve: (value: number) => void
  reject: (error: Error) => void
}

type Order =
  | { op: 'reserve' }
  | { op: 'run'; order: ProcessOrder }
  | { op: 'end'; name: string; graceMs: number }
  | { op: 'close' }

/**
 * The rig's side of its supervisor process. It keeps the calling process alive only while a request is under way, so that a
 * program that forgets to stop its rig still ends, and the supervisor then ends the servers.
 */
export class SupervisorLink {
  readonly dataDir: string
  readonly pid: number
  readonly #child: ChildProcess
  readonly #pending = new Map<number, Pending>()
  readonly #exits = new Map<string, string>()
  #lastId = 0
  #closing: Promise<void> | undefined

  private constructor(child: ChildProcess, dataDir: string, isTemporary: boolean) {
    this.#child = child
    this.dataDir = dataDir
    this.pid = child.pid ?? 0
    child.on('message', message => {
      if (isSupervisorReply(message)) this.#take(message)
    })
    child.once('exit', () => {
      for (const pending of this.#pending.values()) pending.reject(lost())
      this.#pending.clear()
      if (isTemporary) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    })
    this.#rest()
  }

  /** Starts a supervisor with a data directory of its own, or with the one given, which it then keeps. */
  static async launch(keptDataDir: string | undefined): Promise<SupervisorLink> {
    const lifetime = keptDataDir === undefined ? ['temporary', tmpdir()] : ['kept', keptDataDir]
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./supervisor.ts', import.meta.url)), ...lifetime],
      {
        // Out of the terminal's process group: Ctrl-C reaches the caller, and the supervisor ends things in order.
        detached: true,
        // Nothing of the caller's: a pipe that reads its output must not wait for the supervisor's end.
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...process.env, NODE_OPTIONS: '' },
      },
    )
    const dataDir = await new Promise<string>((resolve, reject) => {
      child.once('message', message => {
        if (!isSupervisorReply(message)) reject(lost())
        else if (message.kind === 'ready') resolve(message.dataDir)
        else if (message.kind === 'unable')
          reject(new RigError('BAD_OPTION', `No data directory: ${message.reason}`))
      })
      child.once('error', reject)
      child.once('exit', () => reject(lost()))
    })
    return new SupervisorLink(child, dataDir, keptDataDir === undefined)
  }

  /** The first port of a slot that belongs to this rig until it ends. */
  reserveSlot(): Promise<number> {
    return this.#ask({ op: 'reserve' })
  }

  /** Starts a process and returns its id. */
  async run(order: ProcessOrder): Promise<number> {
    this.#exits.delete(order.name)
    return this.#ask({ op: 'run', order })
  }

  /** Ends a process: SIGTERM, and SIGKILL after `graceMs`. */
  async end(name: string, graceMs: number): Promise<void> {
    await this.#ask({ op: 'end', name, graceMs })
  }

  /** How a process ended, or undefined while it runs. */
  exitOf(name: string): string | undefined {
    return this.#exits.get(name)
  }

  /** Ends every process and the supervisor, and removes a temporary data directory. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
      const gone = new Promise<void>(resolve => this.#child.once('exit', () => resolve()))
      this.#child.ref()
      await this.#ask({ op: 'close' }).catch(() => 0)
      this.#child.ref()
      await gone
    })()
    return this.#closing
  }

  #ask(order: Order): Promise<number> {
    if (!this.#child.connected) return Promise.reject(lost())
    const id = ++this.#lastId
    this.#child.ref()
    this.#child.channel?.ref()
    return new Promise<number>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#child.send({ id, ...order })
    }).finally(() => this.#rest())
  }

  #rest(): void {
    if (this.#pending.size > 0) return
    this.#child.unref()
    this.#child.channel?.unref()
  }

  #take(reply: SupervisorReply): void {
    if (reply.kind === 'exited') {
      this.#exits.set(reply.name, reply.status)
      return
    }
    if (reply.kind === 'ready' || reply.kind === 'unable') return
    const pending = this.#pending.get(reply.id)
    this.#pending.delete(reply.id)
    if (reply.kind === 'done') pending?.resolve(reply.value)
    else pending?.reject(new RigError('BOOT_FAILED', reply.reason))
  }
}

function lost(): RigError {
  return new RigError(
    'SUPERVISOR_LOST',
    'The process that held the servers of this rig is gone, and so are they.',
  )
}
