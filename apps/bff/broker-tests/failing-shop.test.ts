/** A real Java client whose listener fails: its dead letters, what a resend brings it, and the traces that it wrote. */
import { join } from 'node:path'
import {
  type DeadLetterResend,
  deadLetterList,
  deadLetterResendCreate,
  deadLetterResendView,
  type Trace,
  traceList,
  traceTaskCreate,
  traceTaskView,
} from '@gantry/contract'
import { type JavaRun, runJava } from '@gantry/rig'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const WAIT = { timeout: 90_000, interval: 100 }
const { namesrvAddr, credentials, tools } = inject('cluster')
let server: TestServer
let shop: JavaRun
let params = { instanceId: '', group: '' }
let topic = ''
const lines: string[] = []

beforeAll(async () => {
  server = await startConsole()
  const { call } = server.admin
  const { instanceId } = await newInstance(call)
  topic = await newTopic(call, instanceId)
  params = { instanceId, group: await newGroup(call, instanceId) }
  const { accessKey = '', secretKey = '' } = credentials ?? {}
  const source = join(import.meta.dirname, 'java', 'FailingShop.java')
  const args = [namesrvAddr, accessKey, secretKey, topic, params.group, instanceId]
  shop = await runJava(source, tools.javaClasspath, args)
  void readLines()
  await said('ready')
})
afterAll(async () => {
  await shop?.stop()
  await server.close()
})

async function readLines(): Promise<void> {
  for await (const line of shop.lines) lines.push(line)
  lines.push(`ended: ${(await shop.ended).errors}`)
}

const said = (line: string) => vi.waitFor(() => expect(lines).toContain(line), WAIT)
const received = (body: string) => lines.filter(line => line.split(' ')[2] === body)

async function send(...bodies: string[]): Promise<string[]> {
  const before = lines.filter(line => line.startsWith('sent ')).length
  for (const body of bodies) shop.write(`send ${body}`)
  return await vi.waitFor(() => {
    const sent = lines.filter(line => line.startsWith('sent ')).slice(before)
    expect(sent).toHaveLength(bodies.length)
    return sent.map(line => line.slice('sent '.length))
  }, WAIT)
}

const order = (body: object) => server.admin.call(deadLetterResendCreate, { params, body })

async function ended({ resendId }: DeadLetterResend): Promise<DeadLetterResend> {
  return await vi.waitFor(async () => {
    const view = await server.admin.call(deadLetterResendView, { params: { ...params, resendId } })
    expect(view.state).toBe('COMPLETED')
    return view
  }, WAIT)
}

async function traceOf(messageId: string): Promise<Trace | undefined> {
  const { instanceId } = params
  const { taskId } = await server.admin.call(traceTaskCreate, {
    params: { instanceId },
    body: { topic, messageId },
  })
  await vi.waitFor(async () => {
    const task = await server.admin.call(traceTaskView, { params: { instanceId, taskId } })
    expect(task).toMatchObject({ state: 'QUERY_COMPLETED', error: null })
  }, WAIT)
  return (await server.admin.call(traceList, { params: { instanceId, taskId } })).items[0]
}

describe('a Java listener that fails', { timeout: 200_000 }, () => {
  it('leaves dead letters; a resend brings each to it once, and its traces tell all of it', async () => {
    const ids = await send('one', 'two')
    const letters = await vi.waitFor(async () => {
      const { items } = await server.admin.call(deadLetterList, { params })
      expect(items.map(({ messageId }) => messageId).toSorted()).toEqual(ids.toSorted())
      return items
    }, WAIT)
    expect(letters.map(({ originalTopic }) => originalTopic)).toEqual([topic, topic])
    const [first = ''] = ids
    await vi.waitFor(async () => {
      expect(await traceOf(first)).toMatchObject({
        producer: { status: 'SENT', group: 'PID_failing_shop' },
        message: { messageType: 'NORMAL', tag: 'paid', key: 'key-one', bodyBytes: 3 },
        consumers: [
          { group: params.group, status: 'ALL_FAILED', attempts: [{ status: 'CONSUMPTION_FAILED' }] },
        ],
      })
    }, WAIT)

    shop.write('succeed')
    await said('mended')
    const body = { from: new Date(0).toISOString() }
    const resends = await Promise.all((await Promise.all([order(body), order(body)])).map(ended))
    expect(resends.reduce((sum, { counts }) => sum + counts.SENT, 0)).toBe(2)
    expect(resends.reduce((sum, { counts }) => sum + counts.ALREADY_SENT, 0)).toBe(2)
    await vi.waitFor(() => expect([received('one').length, received('two').length]).toEqual([2, 2]), WAIT)
    // What would come a second time would have come before this one.
    await order({ messageIds: [first], again: true }).then(ended)
    await vi.waitFor(() => expect(received('one')).toHaveLength(3), WAIT)
    expect(received('two')).toHaveLength(2)
    expect(new Set(received('one').map(line => line.split(' ')[1]))).toEqual(new Set([first]))
    const [, second = ''] = ids
    await vi.waitFor(async () => {
      expect((await traceOf(second))?.consumers).toMatchObject([
        {
          status: 'PARTIALLY_SUCCEEDED',
          attempts: [{ status: 'CONSUMPTION_FAILED' }, { status: 'CONSUMED' }],
        },
      ])
    }, WAIT)
    expect((await server.admin.call(deadLetterList, { params })).items).toHaveLength(2)
  })
})
