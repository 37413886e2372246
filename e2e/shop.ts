/** An application beside the console: a producer and a consumer of orders, in Java, on RocketMQ's own client. */
import { fileURLToPath } from 'node:url'
import { type Credentials, runJava } from '@gantry/rig'
import { expect } from '@playwright/test'

/** What the application is configured with. */
export interface ShopSettings {
  readonly namesrvAddr: string
  readonly credentials: Credentials
  /** Left out where the client takes it from the name of its endpoint. */
  readonly namespace?: string
  readonly topic: string
  readonly group: string
  /** Of the release of the client. */
  readonly classpath: string
  readonly jvmArgs?: readonly string[]
}

export interface ShopProgram extends AsyncDisposable {
  /** As the client itself calls it. */
  readonly clientId: string
  /** Messages that it says it has sent, or consumed. */
  count(): number
  /** Leaves its group and ends, as it should. */
  leave(): Promise<void>
}

export interface ShopProducer extends ShopProgram {
  /** Resolves when so many messages more are sent. */
  send(count: number): Promise<void>
}

/** A JVM takes its time on a busy machine. */
const PATIENCE_MS = 60_000

export async function startConsumer(settings: ShopSettings): Promise<ShopProgram> {
  return await startProgram('ShopConsumer', settings)
}

export async function startProducer(settings: ShopSettings): Promise<ShopProducer> {
  const program = await startProgram('ShopProducer', settings)
  let wanted = 0
  return {
    ...program,
    async send(count) {
      wanted += count
      program.write(String(count))
      await expect.poll(program.count, { message: 'what is sent', timeout: PATIENCE_MS }).toBe(wanted)
    },
  }
}

async function startProgram(
  name: string,
  settings: ShopSettings,
): Promise<ShopProgram & { write(line: string): void }> {
  const { namesrvAddr, credentials, topic, group, namespace, classpath, jvmArgs } = settings
  const args = [namesrvAddr, credentials.accessKey, credentials.secretKey, topic, group]
  const source = fileURLToPath(new URL(`java/${name}.java`, import.meta.url))
  const run = await runJava(source, classpath, namespace ? [...args, namespace] : args, jvmArgs)
  const lines: string[] = []
  const read = async (): Promise<void> => {
    for await (const line of run.lines) lines.push(line)
  }
  void read()
  let failure: Error | undefined
  void run.ended.then(({ exitCode, errors }) => {
    if (exitCode !== 0) failure = new Error(`${name} ended with ${exitCode}: ${errors}`)
  })
  /** What lines of this kind say: clients may log between them. */
  const said = (line: RegExp): string[] => {
    if (failure) throw failure
    return lines.flatMap(text => line.exec(text)?.[1] ?? [])
  }
  const clientId = (): string | undefined => said(/^ready (.+)$/)[0]
  await expect.poll(clientId, { message: name, timeout: PATIENCE_MS }).toBeDefined()
  return {
    clientId: clientId() ?? '',
    // Threads of a consumer do not print in the order in which they have counted.
    count: () => Math.max(0, ...said(/^(?:sent|consumed) (\d+)$/).map(Number)),
    write: line => run.write(line),
    async leave() {
      run.endInput()
      expect(await run.ended).toMatchObject({ exitCode: 0 })
    },
    [Symbol.asyncDispose]: () => run.stop(),
  }
}
