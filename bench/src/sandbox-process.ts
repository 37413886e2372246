/** A sandbox that runs in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { SandboxOptions } from '@gantry/sandbox'

const PROGRAM = fileURLToPath(new URL('sandbox-program.ts', import.meta.url))

export interface SandboxPlan {
  readonly options?: Pick<SandboxOptions, 'brokers' | 'maxLogBytes'>
  /** The cluster of `npm run sandbox` instead: with the shop at work, or without. */
  readonly demo?: 'open' | 'closed'
}

export interface StartedSandbox {
  readonly namesrvAddr: string
  /** Of the first broker. */
  readonly brokerAddr: string
  /** Loading of the package's modules. */
  readonly importMs: number
  /** `startSandbox()` itself. */
  readonly startMs: number
}

export interface SandboxProcess extends StartedSandbox, AsyncDisposable {
  readonly pid: number
  /** From the command to the address, Node's own start included. */
  readonly processMs: number
  /** What live objects take after a collection, MB. */
  liveMb(): Promise<number>
}

/** @param nodeArgs for Node, such as `--cpu-prof` */
export async function startSandboxProcess(
  plan: SandboxPlan = {},
  nodeArgs: readonly string[] = [],
): Promise<SandboxProcess> {
  const start = performance.now()
  const child = spawn(process.execPath, [...nodeArgs, PROGRAM, JSON.stringify(plan)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('The sandbox is gone.')
    return value
  }
  const started: StartedSandbox = JSON.parse(await next())
  return {
    ...started,
    pid: child.pid ?? 0,
    processMs: performance.now() - start,
    liveMb: async () => {
      child.stdin.write('\n')
      return Number(await next())
    },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end()
      await ended
    },
  }
}
