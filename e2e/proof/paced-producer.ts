/** `PacedProducer.java`: a producer of RocketMQ's own that knows what it has sent in each minute. */
import { fileURLToPath } from 'node:url'
import { type RigCluster, runJava } from '@gantry/rig'

const SOURCE = fileURLToPath(new URL('../java/PacedProducer.java', import.meta.url))

/** A consumer looks for queues that came back each second, not each twentieth. */
const PROMPT_REBALANCE = ['-Drocketmq.client.rebalance.waitInterval=1000']

/** Messages of one topic in one minute. */
export interface Sent {
  /** Confirmed by a broker. */
  readonly stored: number
  /** Confirmed by none: they may be stored all the same. */
  readonly unsure: number
}

/** By topic, then by minute since 1970. */
export type SentMessages = ReadonlyMap<string, ReadonlyMap<number, Sent>>

/** Left out around each full minute, so that no message is on its way when counters are read. */
export interface Rests {
  readonly beforeMs: number
  readonly afterMs: number
}

export interface PacedProducer extends AsyncDisposable {
  go(rests?: Rests): void
  /** @returns what was sent since it went */
  rest(): Promise<SentMessages>
}

/**
 * @param group consumes what is sent
 * @param paces messages each second, by topic
 */
export async function startPacedProducer(
  { namesrvAddr, credentials, javaClasspath }: RigCluster,
  group: string,
  paces: Readonly<Record<string, number>>,
): Promise<PacedProducer> {
  const { accessKey = '', secretKey = '' } = credentials ?? {}
  const topics = Object.entries(paces).map(([topic, perSecond]) => `${topic}=${perSecond}`)
  const args = [namesrvAddr, accessKey, secretKey, group, ...topics]
  const java = await runJava(SOURCE, javaClasspath, args, PROMPT_REBALANCE)
  const lines = java.lines[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => {
    const { done, value } = await lines.next()
    if (!done) return value
    throw new Error(`The Java producer has ended: ${(await java.ended).errors.slice(-500)}`)
  }
  await nextLine()
  return {
    go: ({ beforeMs, afterMs } = { beforeMs: 0, afterMs: 0 }) => java.write(`go ${beforeMs} ${afterMs}`),
    async rest() {
      java.write('rest')
      const sent = new Map(Object.keys(paces).map(topic => [topic, new Map<number, Sent>()]))
      for (let line = await nextLine(); line !== 'rested'; line = await nextLine()) {
        const [, minute, topic = '', stored, unsure] = line.split(' ')
        sent.get(topic)?.set(Number(minute), { stored: Number(stored), unsure: Number(unsure) })
      }
      return sent
    },
    [Symbol.asyncDispose]: () => java.stop(),
  }
}
