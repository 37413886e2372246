/** "Where is my message?" about messages of RocketMQ's own Java clients: what they do is what the answers are told from. */
import { join } from 'node:path'
import { type LookupAnswer, lookupView } from '@gantry/contract'
import { type JavaRun, runJava } from '@gantry/rig'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const WAIT = { timeout: 40_000, interval: 100 }
const SOURCE = join(import.meta.dirname, 'java', 'SupportDesk.java')
const { namesrvAddr, credentials, tools } = inject('cluster')
let server: TestServer
let desk: JavaRun
let instanceId = ''
const lines: string[] = []

beforeAll(async () => {
  server = await startConsole()
  instanceId = (await newInstance(server.admin.call)).instanceId
  const { accessKey = '', secretKey = '' } = credentials ?? {}
  desk = await runJava(SOURCE, tools.javaClasspath, [namesrvAddr, accessKey, secretKey, instanceId])
  void readLines()
  await said('ready')
})
afterAll(async () => {
  await desk?.stop()
  await server.close()
})

async function readLines(): Promise<void> {
  for await (const line of desk.lines) lines.push(line)
  lines.push(`ended: ${(await desk.ended).errors}`)
}

const said = (line: string) => vi.waitFor(() => expect(lines).toContain(line), WAIT)

/** @returns the ID that the Java producer was given */
async function send(how: 'send' | 'later' | 'half', topic: string, body: string): Promise<string> {
  const before = idsSent().length
  desk.write(`${how} ${topic} ${body}`)
  return await vi.waitFor(() => {
    const id = idsSent()[before]
    if (id === undefined) throw new Error(`No ID of ${body} in: ${lines.join('\n')}`)
    return id
  }, WAIT)
}

function idsSent(): string[] {
  return lines.filter(line => line.startsWith('sent ')).map(line => line.slice('sent '.length))
}

interface Member {
  readonly name: string
  readonly group: string
  readonly tags?: string
  readonly how: 'takes' | 'fails' | 'kills' | 'holds'
}

async function joinGroup(topic: string, { name, group, tags = '*', how }: Member): Promise<void> {
  desk.write(`join ${name} ${group} ${topic} ${tags} ${how}`)
  await said(`joined ${name}`)
}

async function leave(name: string): Promise<void> {
  desk.write(`leave ${name}`)
  await said(`left ${name}`)
}

async function answersTo(q: string): Promise<LookupAnswer[]> {
  const lookup = await server.admin.call(lookupView, { params: { instanceId }, query: { q } })
  return [...lookup.answers, ...lookup.found.flatMap(({ answers }) => answers)]
}

/** Asks again until it is so: clients write offsets and traces every few seconds. */
async function expectAnswer(q: string, expected: object): Promise<void> {
  await vi.waitFor(
    async () => expect(await answersTo(q)).toContainEqual(expect.objectContaining(expected)),
    WAIT,
  )
}

const params = (of: object) => ({ params: expect.objectContaining(of) })

describe('where a message of Java clients is', { timeout: 120_000 }, () => {
  it('with each group what its Java consumers have made of it', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const groups = await Promise.all(Array.from({ length: 7 }, () => newGroup(server.admin.call, instanceId)))
    const [taker = '', picky = '', failing = '', killing = '', busy = '', gone = '', divided = ''] = groups
    await joinGroup(topic, { name: 'gone', group: gone, how: 'takes' })
    await joinGroup(topic, { name: 'busy', group: busy, how: 'holds' })
    await send('send', topic, 'before')
    await said('got gone before')
    await said('got busy before')
    await leave('gone')
    await joinGroup(topic, { name: 'taker', group: taker, how: 'takes' })
    await joinGroup(topic, { name: 'picky', group: picky, tags: 'refunded', how: 'takes' })
    await joinGroup(topic, { name: 'failing', group: failing, how: 'fails' })
    await joinGroup(topic, { name: 'killing', group: killing, how: 'kills' })
    await joinGroup(topic, { name: 'old', group: divided, tags: 'paid', how: 'takes' })
    await joinGroup(topic, { name: 'new', group: divided, tags: 'paid||refunded', how: 'takes' })
    const id = await send('send', topic, 'this')

    await expectAnswer(id, { code: 'SENT' })
    await expectAnswer(id, { code: 'WAITING', group: busy })
    await expectAnswer(id, { code: 'GROUP_OFFLINE', group: gone })
    await expectAnswer(id, {
      code: 'SUBSCRIPTIONS_DIFFER',
      group: divided,
      // Which of the two comes first is open.
      sentence: expect.stringMatching(/(?=.*@old to paid[,.])(?=.*@new to paid \|\| refunded[,.])/),
    })
    await expectAnswer(id, { code: 'DEAD_LETTER', group: killing })
    await expectAnswer(id, { code: 'FILTERED', group: picky })
    await expectAnswer(id, {
      code: 'FAILING',
      group: failing,
      ...params({ attempt: 1, max: 16, error: 'FAILED' }),
    })
    await expectAnswer(id, {
      code: 'CONSUMED',
      group: taker,
      sentenceName: 'consumedBy',
      ...params({ attempt: 1, client: '127.0.0.1' }),
    })
  })

  it('when it is in no topic yet, because it is due later or its transaction has not ended', async () => {
    const delayed = await newTopic(server.admin.call, instanceId, { messageType: 'DELAYED' })
    await expectAnswer(await send('later', delayed, 'later'), {
      code: 'SCHEDULED',
      ...params({ topic: delayed }),
    })
    const transactional = await newTopic(server.admin.call, instanceId, { messageType: 'TRANSACTIONAL' })
    const half = await send('half', transactional, 'half')
    await expectAnswer(half, { code: 'UNCOMMITTED', ...params({ topic: transactional }) })
  })
})
