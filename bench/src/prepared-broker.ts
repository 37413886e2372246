/** A broker that is filled by a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RigCluster } from '@gantry/rig'
import type { BrokerPlan } from './prepare-broker.ts'

const PREPARE = fileURLToPath(new URL('prepare-broker.ts', import.meta.url))

/** Resolves when the broker is filled and the clients are online; they leave when the value is disposed of. */
export async function prepareBroker(
  { namesrvAddr, credentials }: RigCluster,
  contents: Omit<BrokerPlan, 'namesrvAddr' | 'credentials'>,
): Promise<AsyncDisposable> {
  const plan: BrokerPlan = { namesrvAddr, credentials, ...contents }
  const child = spawn(process.execPath, [PREPARE, JSON.stringify(plan)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const first = await Promise.race([once(child.stdout, 'data'), ended])
  if (String(first[0]).trim() !== 'ready') throw new Error('The broker could not be filled.')
  return {
    [Symbol.asyncDispose]: async () => {
      child.stdin.end()
      await ended
    },
  }
}
