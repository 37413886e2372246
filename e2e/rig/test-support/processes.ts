import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program under test in a process of its own, read line by line. */
export interface Program {
  child: ChildProcess
  /** The next line of its output, as JSON. */
  next(): Promise<Record<string, unknown>>
}

/** Runs a TypeScript file with Node. */
export function runProgram(file: URL, args: string[]): Program {
  const child = spawn(process.execPath, [file.pathname, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    next: async () => {
      const { value, done } = await lines.next()
      if (done) throw new Error('The program ended without another line.')
      return JSON.parse(value)
    },
  }
}

/** True while there is a process of that id that is more than an entry waiting for its parent. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Waits until `isTrue`, at most `timeoutMs`; returns whether it came true. */
export async function eventually(
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(50)) {
    if (await isTrue()) return true
  }
  return isTrue()
}
