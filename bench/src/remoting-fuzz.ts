/**
 * `npm run bench -- remoting-fuzz [frames] [seed]`: damaged frames, 1,000,000 unless told otherwise, through frames,
 * headers, JSON, typed bodies and messages, and every hundredth over a live connection. Anything but a value or a typed
 * error ends the run with the seed that led to it; memory must stay flat.
 */
import { examine, type Outcomes } from '../../packages/remoting/test-support/examine.ts'
import { damagedStream, recordedFrames, seededRandom } from '../../packages/remoting/test-support/fuzz.ts'
import { examineConnections } from '../../packages/remoting/test-support/hostile-peer.ts'
import { liveBytes } from '../../packages/remoting/test-support/memory.ts'
import type { Benchmark, Row } from './benchmark.ts'

const STREAMS_PER_SEED = 1_000
const LANES = 50
const MAX_GROWTH_MB = 5
const MAX_STREAM_MS = 1_000

export const remotingFuzz: Benchmark = async function* ([
  frames = '1000000',
  seed = `${Date.now() % 1_000_000}`,
]) {
  const total = Number(frames)
  const firstSeed = Number(seed)
  const recorded = recordedFrames()
  const outcomes: Outcomes = new Map()
  runSeed(recorded, firstSeed, STREAMS_PER_SEED, new Map())
  const liveBefore = liveBytes()
  const startMs = performance.now()
  let slowestMs = 0
  let done = 0
  for (let offset = 1; done < total; offset++) {
    const streams = Math.min(STREAMS_PER_SEED, total - done)
    slowestMs = Math.max(slowestMs, runSeed(recorded, firstSeed + offset, streams, outcomes))
    done += streams
  }
  const seconds = (performance.now() - startMs) / 1_000
  const calls: Outcomes = new Map()
  await examineConnections(Math.ceil(total / 100), LANES, recorded, seededRandom(firstSeed), calls)
  const grownMb = (liveBytes() - liveBefore) / 1e6
  yield* [
    row(
      `${done} damaged streams from seed ${firstSeed}`,
      `${Math.round(done / seconds)}/s, no crash`,
      'no crash',
      true,
    ),
    row(
      'slowest stream, CPU time',
      `${slowestMs.toFixed(0)} ms`,
      `<= ${MAX_STREAM_MS} ms`,
      slowestMs <= MAX_STREAM_MS,
    ),
    row(
      'memory in use, growth',
      `${grownMb.toFixed(1)} MB`,
      `<= ${MAX_GROWTH_MB} MB`,
      grownMb <= MAX_GROWTH_MB,
    ),
    row('resident memory at the end', `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`, 'shown', true),
    ...[...outcomes, ...calls]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([what, times]) => row(what, `${times}`, 'counted', true)),
  ]
}

/** @returns the CPU time, ms, of the stream that took most */
function runSeed(recorded: readonly Buffer[], seed: number, streams: number, outcomes: Outcomes): number {
  const random = seededRandom(seed)
  let slowestMs = 0
  for (let n = 0; n < streams; n++) {
    const stream = damagedStream(recorded, random)
    const before = process.cpuUsage()
    try {
      examine(stream, random, outcomes)
    } catch (error) {
      throw new Error(`Stream ${n} of seed ${seed} crashed: ${stream.toString('hex')}`, { cause: error })
    }
    const { user, system } = process.cpuUsage(before)
    slowestMs = Math.max(slowestMs, (user + system) / 1_000)
  }
  return slowestMs
}

function row(what: string, measured: string, target: string, met: boolean): Row {
  return { what, measured, target, met }
}
