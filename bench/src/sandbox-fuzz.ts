/** A client that sends nonsense, beside one that behaves: the sandbox stays up, and the other one hardly notices. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Admin, Producer } from '@gantry/remoting'
import { median, ms, quantile, type Row, timesMs } from './benchmark.ts'
import { startSandboxProcess } from './sandbox-process.ts'

const FUZZER = fileURLToPath(new URL('sandbox-fuzzer.ts', import.meta.url))
const STREAMS = 20_000
const ALONE = 5_000
const MAX_GROWTH_MB = 20

export async function fuzzRow(): Promise<Row> {
  await using sandbox = await startSandboxProcess()
  const { namesrvAddr, brokerAddr } = sandbox
  await using admin = new Admin({ namesrvAddr })
  await admin.topics.save({ topic: 'well-behaved', writeQueueNums: 8 })
  await using producer = new Producer({ namesrvAddr, producerGroup: 'GID_bench_producer' })
  const send = (): Promise<unknown> => producer.send({ topic: 'well-behaved', body: Buffer.alloc(1_024) })
  const alone = await timesMs(send, ALONE, 1_000)
  const before = await sandbox.liveMb()

  const seed = `${Date.now() % 1_000_000}`
  const fuzzer = spawn(process.execPath, [FUZZER, brokerAddr, `${STREAMS}`, seed], { stdio: 'inherit' })
  const ended = once(fuzzer, 'exit')
  const beside: number[] = []
  while (fuzzer.exitCode === null) beside.push(...(await timesMs(send, 100, 0)))
  const [exitCode] = await ended
  if (exitCode !== 0) throw new Error(`The client that sends nonsense failed, with seed ${seed}.`)
  const grown = (await sandbox.liveMb()) - before
  const [p99Alone, p99] = [quantile(alone, 0.99), quantile(beside, 0.99)]
  return {
    what: `a client that sends one message after the other, beside ${STREAMS} damaged streams of seed ${seed}`,
    measured: `p50 ${ms(median(beside))}, p99 ${ms(p99)}, slowest ${ms(Math.max(...beside))}; ${grown.toFixed(1)} MB of live memory more, the log left out`,
    floor: `alone: p50 ${ms(median(alone))}, p99 ${ms(p99Alone)}`,
    target: `none fails, p99 <= 3 x that alone + 2 ms, <= ${MAX_GROWTH_MB} MB more`,
    met: p99 <= 3 * p99Alone + 2 && grown <= MAX_GROWTH_MB,
  }
}
