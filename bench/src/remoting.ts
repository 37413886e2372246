/**
 * `npm run bench -- remoting`: the wire client against the bare socket and against Java, on one real broker.
 * Figures hold for the machine that ran them; what is compared ran in the same run.
 */
import { fileURLToPath } from 'node:url'
import { Admin } from '@gantry/remoting'
import { type Rig, type RigCluster, runJava, startRig } from '@gantry/rig'
import { type Benchmark, ms, type Row } from './benchmark.ts'
import { liveStateFloor, liveStateOurs, oneCall } from './live-state.ts'
import { decodeThroughput } from './message-decoding.ts'
import { prepareBroker } from './prepared-broker.ts'
import { pullAll } from './pull-all.ts'

const PEER = fileURLToPath(new URL('../java/PeerBench.java', import.meta.url))
const TOPIC = 'bench'
const PULL_TOPIC = 'bench-pull'
const GROUPS = 1_000
const ONLINE = 100
const MAX_RSS_MB = 120
const PLAN = {
  groups: GROUPS,
  online: ONLINE,
  topic: TOPIC,
  messages: 5_000,
  pullTopic: PULL_TOPIC,
  pullMessages: 100_000,
}

export const remoting: Benchmark = async function* () {
  await using rig = await startRig({ forBenchmarks: true })
  const [cluster] = rig.clusters
  if (cluster === undefined) throw new Error('The rig has no cluster.')
  await using _prepared = await prepareBroker(cluster, PLAN)
  await using admin = new Admin({ namesrvAddr: cluster.namesrvAddr, credentials: cluster.credentials })

  for (const groups of [100, GROUPS]) yield await liveStateRow(rig, cluster, admin, groups)
  yield await oneCallRow(cluster, admin)
  yield decodeRow()
  yield await pullRow(rig, cluster, admin)
  yield memoryRow()
}

async function liveStateRow(rig: Rig, cluster: RigCluster, admin: Admin, groups: number): Promise<Row> {
  const floor = await liveStateFloor(cluster, groups)
  const ours = await liveStateOurs(admin, groups)
  const peer = await peerMs(rig, cluster, ['groups', String(groups)])
  return {
    what: `live state of ${groups} groups`,
    measured: ms(ours),
    floor: `${ms(floor)} (${(ours / floor).toFixed(2)} x)`,
    peer: `${ms(peer)} (${(ours / peer).toFixed(2)} x)`,
    target: '<= 1.5 x floor and <= 0.33 x peer',
    met: ours <= 1.5 * floor && ours <= peer / 3,
  }
}

async function oneCallRow(cluster: RigCluster, admin: Admin): Promise<Row> {
  const { ours, floor } = await oneCall(cluster, admin)
  return {
    what: 'one call',
    measured: ms(ours),
    floor: `${ms(floor)} (+${ms(ours - floor)})`,
    target: '<= 0.1 ms over a bare round trip',
    met: ours - floor <= 0.1,
  }
}

function decodeRow(): Row {
  const mbPerSecond = decodeThroughput()
  return {
    what: 'decode messages of 1 KB',
    measured: `${mbPerSecond.toFixed(0)} MB/s`,
    target: '>= 300 MB/s',
    met: mbPerSecond >= 300,
  }
}

async function pullRow(rig: Rig, cluster: RigCluster, admin: Admin): Promise<Row> {
  const ours = await pullAll(admin, PULL_TOPIC)
  const peer = await peerMs(rig, cluster, ['pull', PULL_TOPIC])
  return {
    what: 'pull 100,000 messages',
    measured: ms(ours),
    peer: `${ms(peer)} (${(ours / peer).toFixed(2)} x)`,
    target: '<= 1.3 x the Java pull consumer',
    met: ours <= 1.3 * peer,
  }
}

/** The most that this process has held at any time, benchmark included. */
function memoryRow(): Row {
  const megabytes = process.resourceUsage().maxRSS / 1024
  return {
    what: 'resident memory, peak',
    measured: `${megabytes.toFixed(0)} MB`,
    target: `< ${MAX_RSS_MB} MB`,
    met: megabytes < MAX_RSS_MB,
  }
}

async function peerMs(rig: Rig, cluster: RigCluster, args: string[]): Promise<number> {
  const { accessKey = '', secretKey = '' } = cluster.credentials ?? {}
  await using run = await runJava(PEER, rig.javaClasspath, [
    cluster.namesrvAddr,
    accessKey,
    secretKey,
    ...args,
  ])
  let last = ''
  for await (const line of run.lines) if (/^[\d.]+$/.test(line)) last = line
  const { exitCode, errors } = await run.ended
  if (exitCode !== 0 || last === '') throw new Error(`The Java peer failed: ${errors.slice(-500)}`)
  return Number(last)
}
