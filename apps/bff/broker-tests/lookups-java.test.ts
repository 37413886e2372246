/** "Where is my message?" about messages of RocketMQ's own Java clients, on RocketMQ itself and on the sandbox. */
import { type LookupAnswer, lookupView } from '@gantry/contract'
import type { Credentials } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { startConsole } from '../test-support/real-cluster.ts'
import { startSandboxConsole } from '../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'
import { type SupportDesk, sendToSeven, sevenGroups, startSupportDesk } from '../test-support/support-desk.ts'

const WAIT = { timeout: 40_000, interval: 100 }

interface Place {
  readonly server: TestServer
  readonly cluster: { readonly namesrvAddr: string; readonly credentials?: Credentials | undefined }
  readonly close: () => PromiseLike<void>
}

const PLACES: ReadonlyArray<[string, () => Promise<Place>]> = [
  [
    'a real RocketMQ',
    async () => {
      const server = await startConsole()
      return { server, cluster: inject('cluster'), close: () => server.close() }
    },
  ],
  [
    'the sandbox',
    async () => {
      const console = await startSandboxConsole()
      const close = () => console[Symbol.asyncDispose]()
      return { server: console.server, cluster: console.sandbox, close }
    },
  ],
]

describe.each(PLACES)('where a message of Java clients is, on %s', { timeout: 120_000 }, (_, open) => {
  const resources = new AsyncDisposableStack()
  let server: TestServer
  let desk: SupportDesk
  let instanceId = ''

  beforeAll(async () => {
    const place = await open()
    resources.defer(place.close)
    server = place.server
    instanceId = (await newInstance(server.admin.call)).instanceId
    const { namesrvAddr, credentials } = place.cluster
    const classpath = inject('cluster').tools.javaClasspath
    desk = resources.use(await startSupportDesk({ namesrvAddr, credentials, classpath, instanceId }))
  }, 60_000)
  afterAll(() => resources.disposeAsync())

  async function answersTo(q: string, of = instanceId): Promise<LookupAnswer[]> {
    const lookup = await server.admin.call(lookupView, { params: { instanceId: of }, query: { q } })
    return [...lookup.answers, ...lookup.found.flatMap(({ answers }) => answers)]
  }

  /** Asks again until it is so: clients write offsets and traces every few seconds. */
  async function expectAnswer(q: string, expected: object, of = instanceId): Promise<void> {
    await vi.waitFor(
      async () => expect(await answersTo(q, of)).toContainEqual(expect.objectContaining(expected)),
      WAIT,
    )
  }

  const params = (of: object) => ({ params: expect.objectContaining(of) })

  it('with each group what its Java consumers have made of it', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const groups = await sevenGroups(() => newGroup(server.admin.call, instanceId))
    const id = await sendToSeven(desk, topic, groups)

    await expectAnswer(id, { code: 'SENT' })
    await expectAnswer(id, { code: 'WAITING', group: groups.busy })
    await expectAnswer(id, { code: 'GROUP_OFFLINE', group: groups.gone })
    await expectAnswer(id, {
      code: 'SUBSCRIPTIONS_DIFFER',
      group: groups.divided,
      // Which of the two comes first is open.
      sentence: expect.stringMatching(/(?=.*@old to paid[,.])(?=.*@new to paid \|\| refunded[,.])/),
    })
    await expectAnswer(id, { code: 'DEAD_LETTER', group: groups.killing })
    await expectAnswer(id, { code: 'FILTERED', group: groups.picky })
    await expectAnswer(id, {
      code: 'FAILING',
      group: groups.failing,
      ...params({ attempt: 1, max: 16, error: 'FAILED' }),
    })
    await expectAnswer(id, {
      code: 'CONSUMED',
      group: groups.taking,
      sentenceName: 'consumedBy',
      ...params({ attempt: 1, client: '127.0.0.1' }),
    })
    const other = (await newInstance(server.admin.call)).instanceId
    await expectAnswer(id, { code: 'ELSEWHERE' }, other)
    await expectAnswer(`${id.slice(0, -4)}FFFF`, { code: 'NEVER_SENT' })
  })

  it('when it is in no topic yet, because it is due later or its transaction has not ended', async () => {
    const delayed = await newTopic(server.admin.call, instanceId, { messageType: 'DELAYED' })
    await expectAnswer(await desk.send('later', delayed, 'later'), {
      code: 'SCHEDULED',
      ...params({ topic: delayed }),
    })
    const transactional = await newTopic(server.admin.call, instanceId, { messageType: 'TRANSACTIONAL' })
    const half = await desk.send('half', transactional, 'half')
    await expectAnswer(half, { code: 'UNCOMMITTED', ...params({ topic: transactional }) })
  })
})
