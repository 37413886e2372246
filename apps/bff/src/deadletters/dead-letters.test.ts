/** Dead letters on a sandbox with two brokers: a consumer of an application fails, and the console picks up what is left. */
import {
  type DeadLetter,
  type DeadLetterResend,
  deadLetterExport,
  deadLetterList,
  deadLetterResendCancel,
  deadLetterResendCreate,
  deadLetterResendList,
  deadLetterResendResults,
  deadLetterResendView,
  deadLetterView,
  grantCreate,
  type Role,
  sessionView,
  urlOf,
} from '@gantry/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Program, problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { defaultInstance, newGroup, newInstance, newTopic } from '../../test-support/seed.ts'

const WAIT = { timeout: 15_000, interval: 30 }
let sandbox: SandboxConsole
let admin: Program
let instanceId = ''

beforeAll(async () => {
  sandbox = await startSandboxConsole()
  admin = sandbox.server.admin
  instanceId = (await newInstance(admin.call)).instanceId
})
afterAll(() => sandbox[Symbol.asyncDispose]())

const of = (group: string) => ({ instanceId, group })
const list = (group: string, query: Parameters<typeof admin.call<typeof deadLetterList>>[1]['query'] = {}) =>
  admin.call(deadLetterList, { params: of(group), query })
const resend = (
  group: string,
  body: Parameters<typeof admin.call<typeof deadLetterResendCreate>>[1]['body'],
) => admin.call(deadLetterResendCreate, { params: of(group), body })
const results = (group: string, resendId: string) =>
  admin.call(deadLetterResendResults, { params: { ...of(group), resendId } })

async function ended(group: string, { resendId }: DeadLetterResend): Promise<DeadLetterResend> {
  return await vi.waitFor(async () => {
    const view = await admin.call(deadLetterResendView, { params: { ...of(group), resendId } })
    expect(view.state).toBe('COMPLETED')
    return view
  }, WAIT)
}

interface DeadGroup {
  readonly group: string
  readonly topic: string
  readonly letters: readonly DeadLetter[]
}

/** A group that could not consume these messages, and is offline now. */
async function deadGroup(bodies: readonly string[]): Promise<DeadGroup> {
  const [group, topic] = [await newGroup(admin.call, instanceId), await newTopic(admin.call, instanceId)]
  await using _failing = await sandbox.consume(
    topic,
    { namespace: instanceId, consumerGroup: group, maxReconsumeTimes: 0 },
    { take: async () => 'LATER' },
  )
  for (const [index, body] of bodies.entries()) {
    const brokerName = index % 2 === 0 ? 'broker-a' : 'broker-b'
    await sandbox.send({ instanceId, topic, brokerName }, [body])
  }
  const letters = await vi.waitFor(async () => {
    const { items } = await list(group)
    expect(items).toHaveLength(bodies.length)
    return items
  }, WAIT)
  return { group, topic, letters }
}

/** The group consumes again, and succeeds. */
const consume = ({ group, topic }: DeadGroup) =>
  sandbox.consume(topic, { namespace: instanceId, consumerGroup: group })

describe('the dead letters of a group', () => {
  it('are none where nothing has died: that is no error', async () => {
    const group = await newGroup(admin.call, instanceId)
    expect(await list(group)).toMatchObject({ items: [], nextCursor: null, partial: null, hasQueue: false })
    expect((await list(group, { messageId: '7F00000100012A9F' })).items).toEqual([])
    const view = admin.call(deadLetterView, { params: { ...of(group), messageId: 'nothing' } })
    expect(await problemOf(view)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(await problemOf(list('GID_nowhere'))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  it('tell where they come from, and are found by each of their IDs', async () => {
    const { group, topic, letters } = await deadGroup(['{"order":7}'])
    const [letter] = letters
    expect(letter).toMatchObject({ originalTopic: topic, reconsumeTimes: 1, bodyBytes: 11, resent: null })
    const ids = [letter?.messageId, letter?.deadLetterId, letter?.originalMessageId]
    expect(new Set(ids).size).toBe(3)
    for (const messageId of ids) {
      expect((await list(group, { messageId: messageId ?? '' })).items).toEqual([letter])
    }
    const params = { ...of(group), messageId: letter?.messageId ?? '' }
    const view = await admin.call(deadLetterView, { params })
    expect(Buffer.from(view.body ?? '', 'base64').toString()).toBe('{"order":7}')
    expect(view).toMatchObject({ deadLetter: letter, isCut: false, bodyProblem: null, inflatedBytes: 11 })
    expect(view.properties).toMatchObject({ RETRY_TOPIC: `${instanceId}%${topic}` })
    const elsewhere = await newGroup(admin.call, instanceId)
    for (const messageId of ids) {
      expect((await list(elsewhere, { messageId: messageId ?? '' })).items).toEqual([])
    }
    const { instanceId: other } = await defaultInstance(admin.call)
    const foreign = admin.call(deadLetterList, { params: { instanceId: other, group } })
    expect(await problemOf(foreign)).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('come newest first, page by page over both brokers, each once, inside the range', async () => {
    const { group, letters } = await deadGroup(['1', '2', '3', '4', '5'])
    const times = letters.map(({ enteredAt }) => enteredAt)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(new Set(letters.map(({ brokerName }) => brokerName)).size).toBe(2)
    const paged: DeadLetter[] = []
    let cursor: string | undefined
    do {
      const page = await list(group, { limit: 2, ...(cursor && { cursor }) })
      expect(page.items.length).toBeLessThanOrEqual(2)
      paged.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(paged).toEqual(letters)
    const [newest, oldest] = [letters[0]?.enteredAt ?? '', letters.at(-1)?.enteredAt ?? '']
    expect((await list(group, { from: newest })).items).toContainEqual(letters[0])
    expect((await list(group, { from: oldest, to: newest })).items).toEqual(letters)
    const before = new Date(Date.parse(oldest) - 1).toISOString()
    expect((await list(group, { to: before })).items).toEqual([])
    expect(await problemOf(list(group, { cursor: 'no-cursor' }))).toMatchObject({
      fields: [{ path: 'cursor' }],
    })
  })

  it('are exported as CSV without anything that a spreadsheet would run', async () => {
    const { group, topic, letters } = await deadGroup(['plain', '\u{f8000}'])
    const csv = async (query: object) =>
      (await admin.fetch(urlOf(deadLetterExport, { params: of(group), query }))).text()
    const [head, ...rows] = (await csv({})).replace('\ufeff', '').trimEnd().split('\r\n')
    expect(head).toBe(
      'topic,msgId,bornHost,bornTimestamp,storeTimestamp,reconsumeTimes,properties,body,bodyCRC',
    )
    expect(rows).toHaveLength(2)
    const plain = rows.find(row => row.includes(Buffer.from('plain').toString('base64'))) ?? ''
    expect(plain).toMatch(new RegExp(`^${topic},[0-9A-F]+,[0-9.:]+,\\d{4}-.*Z,\\d{4}-.*Z,1,"{""`))
    const encoded = Buffer.from('\u{f8000}').toString('base64')
    expect(rows.some(row => row.includes(encoded))).toBe(true)
    const one = await csv({ messageIds: letters[0]?.deadLetterId ?? '' })
    expect(one.trimEnd().split('\r\n')).toHaveLength(2)
    const missing = await admin.fetch(
      urlOf(deadLetterExport, { params: of(group), query: { messageIds: 'x' } }),
    )
    expect(missing.status).toBe(404)
  })

  it('are shown without their bodies to who only looks, and are neither exported nor resent by them', async () => {
    const { group, letters } = await deadGroup(['secret'])
    const reader = await createUser(sandbox.server, 'readOnly')
    const messageId = letters[0]?.messageId ?? ''
    const view = await reader.call(deadLetterView, { params: { ...of(group), messageId } })
    expect(view).toMatchObject({ body: null, inflatedBytes: 0, bodyCRC: null })
    const refused = await reader.fetch(urlOf(deadLetterExport, { params: of(group) }))
    expect(refused.status).toBe(403)
    const order = reader.call(deadLetterResendCreate, {
      params: of(group),
      body: { messageIds: [messageId] },
    })
    expect(await problemOf(order)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  })
})

describe('a resend', () => {
  it('hands each message to its group once, whoever asks how often; again only on purpose', async () => {
    const dead = await deadGroup(['one', 'two'])
    const { group, letters } = dead
    await using consumer = await consume(dead)
    const messageIds = [...letters.map(({ messageId }) => messageId), 'no-such-message']
    const orders = await Promise.all([resend(group, { messageIds }), resend(group, { messageIds })])
    const [first, second] = [await ended(group, orders[0]), await ended(group, orders[1])]
    expect(first.counts.SENT + second.counts.SENT).toBe(2)
    expect(first.counts.ALREADY_SENT + second.counts.ALREADY_SENT).toBe(2)
    expect(first).toMatchObject({ done: 3, total: 3, error: null, username: 'admin' })
    expect(first.counts.NOT_FOUND).toBe(1)
    await vi.waitFor(() => expect(consumer.received).toHaveLength(2), WAIT)
    expect(consumer.received.map(({ body }) => body.toString()).toSorted()).toEqual(['one', 'two'])
    expect(consumer.received.map(({ msgId }) => msgId).toSorted()).toEqual(
      letters.map(({ messageId }) => messageId).toSorted(),
    )
    const { items } = await list(group)
    expect(items.map(({ resent }) => resent?.state)).toEqual(['SENT', 'SENT'])

    const third = await ended(group, await resend(group, { messageIds: [messageIds[0] ?? ''] }))
    expect(third.counts).toMatchObject({ SENT: 0, ALREADY_SENT: 1 })
    expect((await results(group, third.resendId)).items).toMatchObject([
      { outcome: 'ALREADY_SENT', message: expect.stringMatching(/^It was sent at /) },
    ])
    const again = await ended(group, await resend(group, { messageIds: [messageIds[0] ?? ''], again: true }))
    expect(again.counts.SENT).toBe(1)
    await vi.waitFor(() => expect(consumer.received).toHaveLength(3), WAIT)
    const { items: resends } = await admin.call(deadLetterResendList, { params: of(group) })
    expect(resends.map(({ resendId }) => resendId).toSorted()).toEqual(
      [first, second, third, again].map(({ resendId }) => resendId).toSorted(),
    )
  })

  it('of a range tells what failed, which can be tried again', async () => {
    const dead = await deadGroup(['a1', 'b1', 'a2', 'b2'])
    const { group } = dead
    const broker = sandbox.sandbox.brokers.find(({ brokerName }) => brokerName === 'broker-b')
    broker?.setReadOnly(true)
    const from = new Date(0).toISOString()
    const partly = await ended(group, await resend(group, { from }))
    broker?.setReadOnly(false)
    expect(partly.counts).toMatchObject({ SENT: 2, FAILED: 2 })
    const { items } = await admin.call(deadLetterResendResults, {
      params: { ...of(group), resendId: partly.resendId },
      query: { outcome: 'FAILED' },
    })
    expect(items.map(({ message }) => message)).toEqual([
      expect.stringContaining('NO_PERMISSION'),
      expect.stringContaining('NO_PERMISSION'),
    ])
    await using consumer = await consume(dead)
    const retried = await ended(group, await resend(group, { failedOf: partly.resendId }))
    expect(retried).toMatchObject({ done: 2, counts: { SENT: 2, FAILED: 0 } })
    await vi.waitFor(() => expect(consumer.received).toHaveLength(4), WAIT)
  })

  it('that broke off between sending and noting says that it does not know, and sends nothing by itself', async () => {
    const { group, letters } = await deadGroup(['x'])
    const [letter] = letters
    const { db, jobs, clock } = sandbox.server.context
    const claim = { instance_id: instanceId, group, dead_letter_id: letter?.deadLetterId ?? '' }
    const order = await resend(group, { messageIds: ['no-such-message'] })
    await ended(group, order)
    // As a replica leaves it that dies right after it has taken the claim.
    const lost = { job_id: order.resendId, state: 'SENDING' as const, at: clock.nowMs() }
    await db
      .insertInto('dead_letter_claims')
      .values({ ...claim, ...lost })
      .execute()
    const input = { messageIds: [letter?.messageId], to: new Date().toISOString(), again: false }
    const dead = { state: 'RUNNING' as const, lease_holder: 'dead', lease_until: 1, attempts: 1 }
    await db
      .updateTable('jobs')
      .set({ ...dead, input: JSON.stringify(input) })
      .where('job_id', '=', order.resendId)
      .execute()
    await jobs.look()
    const view = await ended(group, order)
    expect(view.counts).toMatchObject({ SENT: 0, UNKNOWN: 1 })
    const { items } = await results(group, order.resendId)
    expect(items.find(({ outcome }) => outcome === 'UNKNOWN')).toMatchObject({
      messageId: letter?.messageId,
      message: 'The replica broke off while it sent this one: it was sent, or not. Look at the group first.',
    })
    expect((await list(group)).items[0]?.resent?.state).toBe('UNKNOWN')
  })

  it('has the rights that its orderer has when it begins, not those of the order', async () => {
    const { group, letters } = await deadGroup(['x'])
    const { db, jobs } = sandbox.server.context
    const tara = await createUser(sandbox.server, 'tenantAdministrator')
    const { username } = (await tara.call(sessionView, {})).me
    const body = { messageIds: ['no-such-message'] }
    const order = await tara.call(deadLetterResendCreate, { params: of(group), body })
    const { resendId } = await ended(group, order)
    const input = { messageIds: [letters[0]?.messageId], to: new Date().toISOString(), again: false }
    const waiting = { state: 'PENDING', input: JSON.stringify(input), attempts: 0 } as const
    const begunAgain = async () => {
      await db.updateTable('jobs').set(waiting).where('job_id', '=', resendId).execute()
      await jobs.look()
      await jobs.settled()
      const { state, error, counts } = await admin.call(deadLetterResendView, {
        params: { ...of(group), resendId },
      })
      return { state, error, sent: counts.SENT }
    }
    const setUser = (user: { role?: Role; is_disabled?: number }) =>
      db.updateTable('users').set(user).where('username', '=', username).execute()
    const mayNot = `${username}, who ordered this, may not do it any more.`
    await setUser({ role: 'readOnly' })
    expect(await begunAgain()).toEqual({ state: 'FAILED', error: mayNot, sent: 0 })
    await setUser({ role: 'resourceUser' })
    expect(await begunAgain()).toEqual({ state: 'FAILED', error: mayNot, sent: 0 })
    const gone = `${username}, who ordered this, was deleted or disabled meanwhile.`
    await setUser({ role: 'tenantAdministrator', is_disabled: 1 })
    expect(await begunAgain()).toEqual({ state: 'FAILED', error: gone, sent: 0 })
    await setUser({ is_disabled: 0 })
    expect(await begunAgain()).toMatchObject({ state: 'COMPLETED', sent: 1 })
    await db.deleteFrom('users').where('username', '=', username).execute()
    expect(await begunAgain()).toMatchObject({ state: 'FAILED', error: gone })
  })

  it('is there for who sees in part only if that user ordered it, and cursors name no other', async () => {
    const { group, topic } = await deadGroup([])
    const eve = await createUser(sandbox.server, 'resourceUser')
    await admin.call(grantCreate, {
      params: { instanceId, topic },
      body: {
        granteeType: 'RAM_USER',
        grantee: (await eve.call(sessionView, {})).me.username,
        authorisation: 'SUBSCRIBE',
        groups: [group],
      },
    })
    const body = { messageIds: ['no-such-message'] }
    const own: DeadLetterResend[] = []
    let theirs = await resend(group, body)
    for (let count = 0; count < 2; count++) {
      own.push(await eve.call(deadLetterResendCreate, { params: of(group), body }))
      theirs = await resend(group, body)
    }
    const [older, newer] = own
    await ended(group, theirs)
    const page = (query: { cursor?: string } = {}) =>
      eve.call(deadLetterResendList, { params: of(group), query: { limit: 1, ...query } })
    const first = await page()
    expect(first.items.map(({ resendId }) => resendId)).toEqual([newer?.resendId])
    const { nextCursor } = first
    expect(Buffer.from(nextCursor ?? '', 'base64url').toString()).toContain(newer?.resendId)
    const last = await page({ cursor: nextCursor ?? '' })
    expect(last.items.map(({ resendId }) => resendId)).toEqual([older?.resendId])
    expect(last.nextCursor).toBeNull()
    const ask = (resendId = '') => {
      const params = { ...of(group), resendId }
      return [
        eve.call(deadLetterResendView, { params }),
        eve.call(deadLetterResendResults, { params }),
        eve.call(deadLetterResendCancel, { params }),
        eve.call(deadLetterResendCreate, { params, body: { failedOf: resendId } }),
      ]
    }
    for (const refused of ask(theirs.resendId)) {
      expect(await problemOf(refused)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    }
    await Promise.all(ask(newer?.resendId))
  })

  it('asks for one kind of selection, is refused on a read-only cluster, and is found in its own group only', async () => {
    const { group, letters } = await deadGroup(['x'])
    const messageIds = [letters[0]?.messageId ?? '']
    for (const body of [{}, { messageIds, from: new Date(0).toISOString() }, { again: true }]) {
      expect(await problemOf(resend(group, body))).toMatchObject({
        status: 400,
        fields: [{ path: 'messageIds' }],
      })
    }
    const unknown = await problemOf(resend(group, { failedOf: 'nothing' }))
    expect(unknown).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    const setReadOnly = (readOnly: number) =>
      sandbox.server.context.db.updateTable('clusters').set({ read_only: readOnly }).execute()
    await setReadOnly(1)
    expect(await problemOf(resend(group, { messageIds }))).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    await setReadOnly(0)
    const order = await ended(group, await resend(group, { messageIds }))
    const other = await newGroup(admin.call, instanceId)
    const params = { ...of(other), resendId: order.resendId }
    for (const call of [
      admin.call(deadLetterResendView, { params }),
      admin.call(deadLetterResendResults, { params }),
      admin.call(deadLetterResendCancel, { params }),
    ]) {
      expect(await problemOf(call)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    }
    await admin.call(deadLetterResendCancel, { params: { ...of(group), resendId: order.resendId } })
    expect(await ended(group, order)).toMatchObject({ state: 'COMPLETED' })
  })
})
