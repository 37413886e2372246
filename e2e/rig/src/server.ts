import { open, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { RigError, withoutFrames } from './error.ts'
import type { SupervisorLink } from './supervisor-link.ts'
import type { ProcessOrder } from './supervisor-protocol.ts'

const POLL_MS = 40
const BOOT_TIMEOUT_MS = 150_000
const TAIL_BYTES = 16_000
const TAIL_LINES = 25

/** One Java server of a rig: starts, waits, stops, and knows why it did not come up. */
export class Server {
  readonly #link: SupervisorLink
  readonly #order: ProcessOrder
  #pid = 0
  /** Length of the log before the last start: what is there is of an earlier life. */
  #logStart = 0

  constructor(link: SupervisorLink, order: ProcessOrder) {
    this.#link = link
    this.#order = order
  }

  /** Process id, while it runs. */
  get pid(): number | undefined {
    return this.#pid === 0 || this.#link.exitOf(this.#order.name) !== undefined ? undefined : this.#pid
  }

  /** Starts the process, unless it runs; it is not ready yet. */
  async launch(): Promise<void> {
    if (this.pid !== undefined) return
    this.#logStart = await stat(this.#order.logFile).then(
      file => file.size,
      () => 0,
    )
    this.#pid = await this.#link.run(this.#order)
  }

  /**
   * Asks `isReady` until it says yes. Throws RigError `BOOT_FAILED` with the end of the log when the process ends before or
   * takes too long, `PORT_TAKEN` when it could not have its port.
   */
  async ready(isReady: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + BOOT_TIMEOUT_MS
    while (!(await isReady())) {
      const exit = this.#link.exitOf(this.#order.name)
      if (exit !== undefined) throw await this.#bootError(`ended with ${exit} before it was ready`)
      if (Date.now() > deadline)
        throw await this.#bootError(`was not ready after ${BOOT_TIMEOUT_MS / 1000} s`)
      await sleep(POLL_MS)
    }
  }

  /** Asks the process to end, makes it after `graceMs`, and waits until it has. */
  stop(graceMs: number): Promise<void> {
    return this.#link.end(this.#order.name, graceMs)
  }

  async #bootError(what: string): Promise<RigError> {
    const tail = await tailOf(this.#order.logFile, this.#logStart)
    if (/BindException|Address already in use/.test(tail)) {
      return new RigError(
        'PORT_TAKEN',
        `${this.#order.name} could not listen: another program took its port.`,
        tail,
      )
    }
    return new RigError(
      'BOOT_FAILED',
      `${this.#order.name} ${what}. The end of ${this.#order.logFile}:`,
      tail,
    )
  }
}

/** The last lines of a log from `from` (bytes) on, without the frames of Java's stacks; empty when there is none. */
export async function tailOf(file: string, from: number): Promise<string> {
  try {
    await using handle = await open(file)
    const { size } = await handle.stat()
    const start = Math.max(from, size - TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start)
    const lines = withoutFrames(buffer.toString('utf8', 0, bytesRead)).split('\n')
    return lines.slice(-TAIL_LINES).join('\n')
  } catch {
    return ''
  }
}
