/** A process of Java clients, and what they say. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { classPathOf, jarsOf, type Release, runJava } from '@gantry/rig'
import { vi } from 'vitest'

const PROGRAM = fileURLToPath(new URL('java/Clients.java', import.meta.url))
/** A JVM takes its time on a busy machine. */
const PATIENCE_MS = 60_000

export interface Receipt {
  /** Name of the consumer. */
  readonly by: string
  readonly topic: string
  /** `broker/queueId` */
  readonly queue: string
  readonly queueOffset: number
  readonly reconsumeTimes: number
  readonly body: string
}

export interface JavaClients extends AsyncDisposable {
  /** Resolves when the command is done; see `java/Clients.java`. */
  readonly run: (...words: readonly string[]) => Promise<void>
  readonly received: readonly Receipt[]
  /** Bodies of half messages that the producer was asked about. */
  readonly asked: readonly string[]
  readonly clientIds: ReadonlyMap<string, string>
  readonly bodiesOf: (consumer: string) => string[]
}

interface Connection {
  readonly namesrvAddr: string
  readonly credentials: { readonly accessKey: string; readonly secretKey: string }
}

export async function startJavaClients(
  release: Release,
  producerGroup: string,
  { namesrvAddr, credentials }: Connection,
): Promise<JavaClients> {
  const { accessKey, secretKey } = credentials
  const classpath = classPathOf(await jarsOf(release))
  // Broadcasting members keep offsets in files, by names that the next run has again.
  const offsetDir = await mkdtemp(join(tmpdir(), 'gantry-java-offsets-'))
  const args = [namesrvAddr, accessKey, secretKey, producerGroup]
  const program = await runJava(PROGRAM, classpath, args, [
    `-Drocketmq.client.localOffsetStoreDir=${offsetDir}`,
    // Otherwise a member looks for its queues every 20 seconds.
    '-Drocketmq.client.rebalance.waitInterval=1000',
  ])
  const received: Receipt[] = []
  const asked: string[] = []
  const clientIds = new Map<string, string>()
  const outcomes: string[] = []
  void (async () => {
    for await (const line of program.lines) {
      const [kind, ...words] = line.split('\t')
      if (kind === 'GOT') received.push(receiptOf(words))
      else if (kind === 'ASKED') asked.push(words[0] ?? '')
      else if (kind === 'JOINED') clientIds.set(words[0] ?? '', words[1] ?? '')
      else if (kind === 'DONE' || kind === 'FAILED') outcomes.push(line)
    }
    outcomes.push(`The Java program ended: ${(await program.ended).errors}`)
  })()
  let commands = 0
  return {
    run: async (...words) => {
      const command = commands++
      program.write(words.join(' '))
      await eventually(() => {
        if (outcomes[command] === undefined) throw new Error(`${words.join(' ')} is not done yet.`)
      })
      if (outcomes[command] !== 'DONE') throw new Error(outcomes[command])
    },
    ...{ received, asked, clientIds },
    bodiesOf: consumer => received.filter(({ by }) => by === consumer).map(({ body }) => body),
    [Symbol.asyncDispose]: async () => {
      await program.stop()
      await rm(offsetDir, { recursive: true, force: true })
    },
  }
}

function receiptOf(words: readonly string[]): Receipt {
  const [by = '', topic = '', queue = '', queueOffset, reconsumeTimes, body = ''] = words
  return { by, topic, queue, queueOffset: Number(queueOffset), reconsumeTimes: Number(reconsumeTimes), body }
}

export async function eventually<T>(probe: () => T | Promise<T>): Promise<T> {
  return await vi.waitFor(probe, { timeout: PATIENCE_MS, interval: 50 })
}
