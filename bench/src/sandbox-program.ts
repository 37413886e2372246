/**
 * A sandbox in a process of its own, so that what it takes can be told from what its clients take. Prints one line of JSON when it
 * answers: address, and how long loading and starting took. For each line of input it prints its live memory in MB; it ends with its input.
 *
 * Argument: JSON of `SandboxPlan`.
 */
import { enableCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import type { SandboxPlan, StartedSandbox } from './sandbox-process.ts'

const BYTES_PER_MB = 1e6

// As the product does: what is loaded once need not be compiled again.
enableCompileCache()

const plan: SandboxPlan = JSON.parse(process.argv[2] ?? '{}')
const began = performance.now()
const sandbox = plan.demo === undefined ? await startBare() : await startShop(plan.demo)
console.log(JSON.stringify(sandbox))
for await (const _line of createInterface({ input: process.stdin })) console.log(await liveMb())
process.exit(0)

async function startBare(): Promise<StartedSandbox> {
  const { startSandbox } = await import('../../packages/sandbox/src/index.ts')
  const loaded = performance.now()
  const { namesrvAddr, brokers } = await startSandbox(plan.options)
  return startedOf(namesrvAddr, brokers, loaded)
}

async function startShop(demo: 'open' | 'closed'): Promise<StartedSandbox> {
  const { startDemo } = await import('../../packages/sandbox/src/demo/index.ts')
  const loaded = performance.now()
  const { sandbox, openShop } = await startDemo()
  if (demo === 'open') await openShop('', true)
  return startedOf(sandbox.namesrvAddr, sandbox.brokers, loaded)
}

function startedOf(
  namesrvAddr: string,
  brokers: readonly { addr: string }[],
  loaded: number,
): StartedSandbox {
  return {
    namesrvAddr,
    brokerAddr: brokers[0]?.addr ?? '',
    importMs: loaded - began,
    startMs: performance.now() - loaded,
  }
}

/** Without the logs of messages and other buffers, which have bounds of their own. */
async function liveMb(): Promise<number> {
  const { liveBytes } = await import('../../packages/remoting/test-support/memory.ts')
  return (liveBytes() - process.memoryUsage().arrayBuffers) / BYTES_PER_MB
}
