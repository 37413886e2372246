/** A Java program that does with an access key what the key lets it, on a broker that the test names. */
import { join } from 'node:path'
import { type AccessOutcome, accessKeyCreate } from '@gantry/contract'
import { runJava } from '@gantry/rig'
import { vi } from 'vitest'
import type { Program } from './callers.ts'
import { ownerOf } from './create-user.ts'
import type { TestServer } from './start-server.ts'

const SOURCE = join(import.meta.dirname, '../broker-tests/java/KeyHolder.java')
const WAIT = { timeout: 25_000, interval: 50 }

export interface Key {
  readonly accessKey: string
  readonly secretKey: string
}

export interface KeyHolder extends AsyncDisposable {
  /** @returns `sent`, `refused`, or what else came of it */
  send(key: Key, topic: string, brokerName?: string, body?: string): Promise<string>
  /** From the beginning of a queue. @returns `pulled`, `refused`, or what else came of it */
  pull(key: Key, topic: string, brokerName: string, group: string): Promise<string>
  /** Starts a push consumer that stays. @returns `listening`, or what else came of it */
  listen(key: Key, topic: string, group: string): Promise<string>
  /** What push consumers say: `got GROUP BODY`, and `turned away GROUP TOPIC` for each pull that a broker refuses. */
  readonly heard: readonly string[]
}

export async function startKeyHolder(
  namesrvAddr: string,
  namespace: string,
  javaClasspath: string,
): Promise<KeyHolder> {
  const client = await runJava(SOURCE, javaClasspath, [namesrvAddr, namespace])
  const answers: string[] = []
  const heard: string[] = []
  void (async () => {
    for await (const line of client.lines) (/^(got|turned away) /.test(line) ? heard : answers).push(line)
  })()
  const answerAt = (index: number): Promise<string> =>
    vi.waitFor(() => {
      const answer = answers[index]
      if (answer === undefined) throw new Error(`The Java client has not answered: ${answers.join(', ')}`)
      return answer
    }, WAIT)
  const ask = (command: string, { accessKey, secretKey }: Key, ...rest: readonly string[]) => {
    const next = answers.length
    client.write([command, accessKey, secretKey, ...rest].join(' '))
    return answerAt(next)
  }
  await answerAt(0)
  return {
    heard,
    send: (key, topic, brokerName = '-', body = 'x') => ask('send', key, topic, brokerName, body),
    pull: (key, topic, brokerName, group) => ask('pull', key, topic, brokerName, group),
    listen: (key, topic, group) => ask('listen', key, topic, '-', group),
    [Symbol.asyncDispose]: () => client.stop(),
  }
}

/** An access key of the user whose program it is. */
export async function newKey(
  server: TestServer,
  program: Program,
): Promise<Key & { readonly outcomes: AccessOutcome[] }> {
  const { call } = await ownerOf(server, program)
  const { accessKey, secretKey, outcomes } = await call(accessKeyCreate, {})
  return { accessKey: accessKey.accessKey, secretKey, outcomes }
}
