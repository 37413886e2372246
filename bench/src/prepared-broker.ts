/** A broker that is filled by a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RigCluster } from '@gantry/rig'
import type { BrokerPlan } from './prepare-broker.ts'
import type { SupportPlan } from './prepare-support.ts'
import type { StatisticsPlan } from './statistics-plan.ts'
import type { BrokerConnection } from './workload.ts'

/** Resolves when the broker is filled and the clients are online; they leave when the value is disposed of. */
export function prepareBroker(cluster: RigCluster, plan: BrokerPlan): Promise<AsyncDisposable> {
  return prepare('prepare-broker.ts', cluster, plan)
}

/** The same, with what the support desk is asked about. */
export function prepareSupport(cluster: RigCluster, plan: SupportPlan): Promise<AsyncDisposable> {
  return prepare('prepare-support.ts', cluster, plan)
}

/** The same, with what statistics are collected of. */
export function prepareStatistics(cluster: RigCluster, plan: StatisticsPlan): Promise<AsyncDisposable> {
  return prepare('prepare-statistics.ts', cluster, plan)
}

type Contents = BrokerPlan | SupportPlan | StatisticsPlan

async function prepare(
  program: string,
  { namesrvAddr, credentials }: RigCluster,
  contents: Contents,
): Promise<AsyncDisposable> {
  const plan: Contents & BrokerConnection = { namesrvAddr, credentials, ...contents }
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL(program, import.meta.url)), JSON.stringify(plan)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
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
