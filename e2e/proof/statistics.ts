/**
 * What the console says went through, held against what a Java producer sent: exact totals, paces and `mqadmin statsAll`; then a
 * broker and the processes that collect are killed while messages are sent. About twenty minutes.
 */
import { groupCreate, topicCreate } from '@gantry/contract'
import { type RigCluster, startRig } from '@gantry/rig'
import { startPostgres } from '../../apps/bff/test-support/postgres.ts'
import { killChecks } from './kill-checks.ts'
import { minuteNow, until } from './minutes.ts'
import { type ObservedConsole, startObservedConsole } from './observed-console.ts'
import { startPacedProducer } from './paced-producer.ts'
import type { Proof } from './proof.ts'
import { temporaryDirectory } from './temporary-directory.ts'
import { totalChecks } from './total-checks.ts'

const GROUP = 'GID-paced'
const PACES = { 'paced-slow': 20, 'paced-even': 100, 'paced-fast': 200 }
/** The same for both replicas. */
const SECRET_KEY = '0123456789abcdef'.repeat(4)

export const statistics: Proof = async function* () {
  await using rig = await startRig({ brokersPerCluster: 2 })
  const [cluster] = rig.clusters
  if (cluster === undefined) throw new Error('The rig has no cluster.')
  await using data = await temporaryDirectory()
  await using postgres = await startPostgres()
  const startAlone = () => startObservedConsole(cluster, { GANTRY_DATA_DIR: data.path })
  const startReplica = () => startReplicaOn(cluster, postgres.url)
  await using alone = await startAlone()
  await makeResources(alone)
  await using collecting = await startReplica()
  // It has the lease before the other asks for it.
  await until(minuteNow() + 1, 10)
  await using waiting = await startReplica()
  await using producer = await startPacedProducer(cluster, GROUP, PACES)
  const world = {
    cluster,
    producer,
    group: GROUP,
    paces: PACES,
    alone,
    startAlone,
    collecting,
    waiting,
    databaseUrl: postgres.url,
  }
  yield* totalChecks(world)
  yield* killChecks(world)
}

function startReplicaOn(cluster: RigCluster, databaseUrl: string): Promise<ObservedConsole> {
  return startObservedConsole(cluster, { GANTRY_DATABASE_URL: databaseUrl, GANTRY_SECRET_KEY: SECRET_KEY })
}

async function makeResources({ call, instanceId }: ObservedConsole): Promise<void> {
  const params = { instanceId }
  for (const topic of Object.keys(PACES)) {
    await call(topicCreate, { params, body: { topic, messageType: 'NORMAL' } })
  }
  await call(groupCreate, { params, body: { group: GROUP } })
}
