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

const PATIENCE_MS = 180_000
const MESSAGES = 10
/** Of an instance without a namespace; the others are called by their message type. */
const PLAIN = 'PLAIN'
const NAMES: readonly string[] = [...MESSAGE_TYPES, PLAIN]
const { tools, credentials } = inject('cluster')

let server: TestServer
let folder = ''
let run: JavaRun
const lines: string[] = []

beforeAll(async () => {
  server = await startConsole()
  folder = mkdtempSync(join(tmpdir(), 'gantry-samples-'))
  const { instanceId } = await newInstance(server.admin.call)
  const places = MESSAGE_TYPES.map(messageType => ({ name: messageType, messageType, instanceId }))
  const byDefault = await defaultInstance(server.admin.call)
  const plain = { name: PLAIN, messageType: 'NORMAL', instanceId: byDefault.instanceId } as const
  const files = await Promise.all([...places, plain].map(writeJavaSamples))
  await javac([...files.flat(), writeRunAll()], tools.javaClasspath, folder)
  await runAll()
}, PATIENCE_MS)
afterAll(async () => {
  await run?.stop()
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

/** One machine for all programs: twelve would take their time. */
function writeRunAll(): string {
  const file = join(folder, 'src', 'RunAll.java')
  const runs = NAMES.map(
    name => `${name}.Consumer.main(args); System.out.println("${name}"); ${name}.Producer.main(args);`,
  )
  const main = `public static void main(String[] args) {
    try {
      ${runs.join('\n      ')}
      System.out.println("done");
    } catch (Throwable error) {
      error.printStackTrace();
      System.exit(1);
    }
  }`
  writeFileSync(file, `public class RunAll {\n  ${main}\n}\n`)
  return file
}

/** Runs them with the keys where the samples say that they look for them. Resolves when everything is sent. */
async function runAll(): Promise<void> {
  const { accessKey = '', secretKey = '' } = credentials ?? {}
  const env = { ROCKETMQ_ACCESS_KEY: accessKey, ROCKETMQ_SECRET_KEY: secretKey }
  run = await runClass('RunAll', `${folder}${delimiter}${tools.javaClasspath}`, { env })
  const read = async (): Promise<void> => {
    for await (const line of run.lines) lines.push(line)
    lines.push(`ended: ${(await run.ended).errors}`)
  }
  void read()
  await vi.waitUntil(() => lines.some(line => /^(done|ended)/.test(line)), PATIENCE_MS)
  expect(lines.filter(line => line.startsWith('ended'))).toEqual([])
}

/** IDs of the messages that the producer of this name says it has sent, in its order. */
function sentBy(name: string): string[] {
  const after = lines.slice(lines.indexOf(name) + 1)
  return after.flatMap(line => /^sent (\w+) SEND_OK$/.exec(line)?.[1] ?? []).slice(0, MESSAGES)
}

/** What consumers say of these messages, in their order: ID, tag and body. A message may come more than once. */
function receivedOf(ids: readonly string[]): string[] {
  const received = lines.filter(line => line.startsWith('received '))
  return [...new Set(received.filter(line => ids.includes(line.split(' ')[1] ?? '')))]
}

const numberIn = (line: string): number => Number(line.split(' ').at(-1))
const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b)

describe('sample code in Java', () => {
  it.each(NAMES)(
    'sends, and receives what was sent: %s',
    async name => {
      const ids = sentBy(name)
      expect(new Set(ids).size).toBe(MESSAGES)
      await vi.waitFor(() => expect(receivedOf(ids)).toHaveLength(MESSAGES), PATIENCE_MS)
      const expected = ids.map((id, number) => `received ${id} TagA Hello ${number}`)
      expect(receivedOf(ids).toSorted()).toEqual(expected.toSorted())
    },
    PATIENCE_MS,
  )

  it('keeps messages in order where their topic does', () => {
    const ofOne = receivedOf(sentBy('GLOBALLY_ORDERED')).map(numberIn)
    expect(ofOne).toEqual(ascending(ofOne))
    const ofSome = receivedOf(sentBy('PARTITIONALLY_ORDERED')).map(numberIn)
    for (const order of [0, 1, 2]) {
      const numbers = ofSome.filter(number => number % 3 === order)
      expect(numbers).toEqual(ascending(numbers))
    }
  })
})
