/** How long a sandbox takes to be there, what it takes while nothing happens, and how much it holds. */
import { setTimeout } from 'node:timers/promises'
import { Admin, Producer } from '@gantry/remoting'
import { DEFAULT_DIALECT, encodeRequest } from '@gantry/remoting/internal'
import { heartBeat } from '@gantry/remoting/requests'
import { BareSocket } from './bare-socket.ts'
import { median, ms, type Row } from './benchmark.ts'
import { cpuShare, residentMb } from './process-figures.ts'
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts'
import { sendMessages } from './workload.ts'

const STARTS = 9
const START_TARGET_MS = 100
const MESSAGES = 1_000_000
const SMALL_BODY_BYTES = 100
const STORED_TARGET_MB = 700
/** More than those messages take, so that none is dropped. */
const ROOMY_LOG_BYTES = 1024 * 1024 * 1024
const CONNECTIONS = 500
const MAX_IDLE_MB = 30
const MAX_IDLE_SHARE = 0.02
const IDLE_SECONDS = 30
/** Until the work of connecting is over. */
const SETTLE_MS = 2_000

/** The first start of a row compiles the sources for the cache, and does not count. */
export async function startRow(): Promise<Row> {
  const starts: SandboxProcess[] = []
  for (let run = 0; run <= STARTS; run++) {
    await using sandbox = await startSandboxProcess()
    if (run > 0) starts.push(sandbox)
  }
  const of = (figure: (sandbox: SandboxProcess) => number): number => median(starts.map(figure))
  const startMs = of(sandbox => sandbox.startMs)
  const withImport = of(sandbox => sandbox.importMs + sandbox.startMs)
  return {
    what: 'startSandbox()',
    measured: `${ms(startMs)}; with loading its modules ${ms(withImport)}; from the command on ${ms(of(sandbox => sandbox.processMs))}`,
    target: `<= ${START_TARGET_MS} ms`,
    met: startMs <= START_TARGET_MS,
  }
}

export async function storedRow(): Promise<Row> {
  await using sandbox = await startSandboxProcess({ options: { maxLogBytes: ROOMY_LOG_BYTES } })
  const { namesrvAddr } = sandbox
  await using admin = new Admin({ namesrvAddr })
  await admin.topics.save({ topic: 'small', writeQueueNums: 8 })
  await using producer = new Producer({ namesrvAddr, producerGroup: 'GID_bench_producer' })
  const empty = residentMb(sandbox.pid)
  const start = performance.now()
  await sendMessages(producer, 'small', MESSAGES, SMALL_BODY_BYTES)
  const seconds = (performance.now() - start) / 1_000
  const megabytes = residentMb(sandbox.pid)
  const held = await heldMessages(admin)
  return {
    what: `${held} messages of ${SMALL_BODY_BYTES} bytes with a tag and a key, resident memory`,
    measured: `${megabytes.toFixed(0)} MB (empty ${empty.toFixed(0)} MB); sent at ${(MESSAGES / seconds).toFixed(0)}/s`,
    target: `all there, < ${STORED_TARGET_MB} MB`,
    met: held === MESSAGES && megabytes < STORED_TARGET_MB,
  }
}

async function heldMessages(admin: Admin): Promise<number> {
  const { answered } = await admin.topics.stats('small')
  const queues = answered.flatMap(({ value }) => value.offsetTable.map(([, offsets]) => offsets))
  return queues.reduce((sum, { minOffset, maxOffset }) => sum + Number(maxOffset - minOffset), 0)
}

export async function idleRow(): Promise<Row> {
  await using sandbox = await startSandboxProcess()
  const before = residentMb(sandbox.pid)
  using sockets = new DisposableStack()
  for (let index = 0; index < CONNECTIONS; index++) {
    const socket = sockets.use(await BareSocket.open(sandbox.brokerAddr))
    await socket.roundTrip(() => [heartbeatOf(index)])
  }
  await setTimeout(SETTLE_MS)
  const share = await cpuShare(sandbox.pid, IDLE_SECONDS)
  const megabytes = residentMb(sandbox.pid) - before
  return {
    what: `${CONNECTIONS} connections that have sent a heartbeat and are idle for ${IDLE_SECONDS} s`,
    measured: `${megabytes.toFixed(0)} MB more, ${(share * 100).toFixed(1)} % of a core`,
    target: `<= ${MAX_IDLE_MB} MB, <= ${MAX_IDLE_SHARE * 100} %`,
    met: megabytes <= MAX_IDLE_MB && share <= MAX_IDLE_SHARE,
  }
}

function heartbeatOf(index: number): Buffer {
  const body = {
    clientID: `bench-${index}`,
    producerDataSet: [{ groupName: 'GID_bench_producer' }],
    consumerDataSet: [],
    heartbeatFingerprint: 0,
    withoutSub: false,
  }
  return encodeRequest(heartBeat, { header: {}, body }, index, DEFAULT_DIALECT)
}
