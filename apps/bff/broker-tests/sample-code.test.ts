import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { groupSampleCode } from '@gantry/contract'
import { type JavaRun, javac, runClass } from '@gantry/rig'
import { MESSAGE_TYPES, type MessageType } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { startConsole } from '../test-support/real-cluster.ts'
import { defaultInstance, newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

/** All start at once, and delayed messages come after ten seconds. */
const PATIENCE_MS = 120_000
const MESSAGES = 10
const { tools, credentials } = inject('cluster')

let server: TestServer
let folder = ''

beforeAll(async () => {
  server = await startConsole()
  folder = mkdtempSync(join(tmpdir(), 'gantry-samples-'))
  const { instanceId } = await newInstance(server.admin.call)
  const places = MESSAGE_TYPES.map(messageType => ({ name: messageType, messageType, instanceId }))
  const byDefault = await defaultInstance(server.admin.call)
  const plain = { name: 'PLAIN', messageType: 'NORMAL', instanceId: byDefault.instanceId } as const
  const files = await Promise.all([...places, plain].map(writeJavaSamples))
  await javac(files.flat(), tools.javaClasspath, folder)
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Place {
  /** Of the Java package, as every sample has classes of the same names. */
  readonly name: string
  readonly messageType: MessageType
  readonly instanceId: string
}

/** @returns the files, in a package each, so that one compiler takes them all */
async function writeJavaSamples({ name, messageType, instanceId }: Place): Promise<string[]> {
  const { call } = server.admin
  const topic = await newTopic(call, instanceId, { messageType })
  const group = await newGroup(call, instanceId)
  const { samples } = await call(groupSampleCode, { params: { instanceId, group }, query: { topic } })
  mkdirSync(join(folder, 'src', name), { recursive: true })
  return samples
    .filter(({ language }) => language === 'java')
    .map(({ fileName, code }) => {
      const file = join(folder, 'src', name, fileName)
      writeFileSync(file, `package ${name};\n${code}`)
      return file
    })
}

interface Program extends AsyncDisposable {
  readonly lines: readonly string[]
  readonly ended: JavaRun['ended']
}

/** Runs with the keys where the sample says that it looks for them. */
async function start(name: string, className: string): Promise<Program> {
  const { accessKey = '', secretKey = '' } = credentials ?? {}
  const env = { ROCKETMQ_ACCESS_KEY: accessKey, ROCKETMQ_SECRET_KEY: secretKey }
  const run = await runClass(`${name}.${className}`, `${folder}${delimiter}${tools.javaClasspath}`, { env })
  const lines: string[] = []
  const read = async (): Promise<void> => {
    for await (const line of run.lines) lines.push(line)
  }
  void read()
  return { lines, ended: run.ended, [Symbol.asyncDispose]: () => run.stop() }
}

/** What one sample sends and the other receives, as they print it. */
async function sendAndReceive(name: string): Promise<{ sent: string[]; received: string[] }> {
  await using consumer = await start(name, 'Consumer')
  await vi.waitFor(() => expect(consumer.lines).toContain('consuming'), PATIENCE_MS)
  await using producer = await start(name, 'Producer')
  expect(await producer.ended).toMatchObject({ exitCode: 0 })
  const received = (): string[] => consumer.lines.filter(line => line.startsWith('received '))
  await vi.waitFor(() => expect(received()).toHaveLength(MESSAGES), PATIENCE_MS)
  return { sent: [...producer.lines], received: received() }
}

const numberIn = (line: string): number => Number(line.split(' ').at(-1))

describe.concurrent('sample code in Java', () => {
  it.each([...MESSAGE_TYPES, 'PLAIN'])(
    'sends and receives: %s',
    async name => {
      const { sent, received } = await sendAndReceive(name)
      const ids = sent.map(line => /^sent (\w+) SEND_OK$/.exec(line)?.[1])
      expect(ids).toHaveLength(MESSAGES)
      const expected = ids.map((id, number) => `received ${id} TagA Hello ${number}`)
      expect(received.toSorted()).toEqual(expected.toSorted())
      const numbers = received.map(numberIn)
      if (name === 'GLOBALLY_ORDERED') expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      if (name === 'PARTITIONALLY_ORDERED') {
        for (const order of [0, 1, 2]) {
          const ofOrder = numbers.filter(number => number % 3 === order)
          expect(ofOrder).toEqual(ofOrder.toSorted((a, b) => a - b))
        }
      }
    },
    PATIENCE_MS,
  )
})
