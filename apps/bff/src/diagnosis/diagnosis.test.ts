/** Each group of the sandbox's shop is diagnosed as what it is there to show. */
import { type DiagnosisFinding, diagnosisView } from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { fastClock } from '@gantry/sandbox'
import { type Demo, startDemo } from '@gantry/sandbox/demo'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { firstClusterOf } from '../../test-support/real-cluster.ts'
import { defaultInstance } from '../../test-support/seed.ts'
import { startTestServer, type TestServer } from '../../test-support/start-server.ts'

/**
 * A backlog counts as one after ten seconds, and brokers count rates every ten: of theirs, which pass faster here. Clients report their
 * progress every five seconds of the machine: those have to be fewer than ten of the brokers', or a healthy group looks stuck.
 */
const BROKER_SECONDS_A_SECOND = 1.5
const WAIT = { timeout: 60_000, interval: 250 }
let demo: Demo
let server: TestServer
let admin: Admin
let instanceId = ''

beforeAll(async () => {
  demo = await startDemo({ clock: fastClock(BROKER_SECONDS_A_SECOND) })
  await demo.openShop('', true)
  const { namesrvAddr } = demo.sandbox
  const connection = { namesrvAddr, credentials: demo.credentials }
  admin = new Admin(connection)
  server = await startTestServer({ config: { firstCluster: firstClusterOf(connection) } })
  instanceId = (await defaultInstance(server.admin.call)).instanceId
})
afterAll(async () => {
  await server.close()
  await admin.close()
  await demo.close()
})

const diagnose = (group: string) => server.admin.call(diagnosisView, { params: { instanceId, group } })

interface Report {
  readonly findings: readonly DiagnosisFinding[]
  /** Codes of what was found. */
  readonly found: readonly string[]
  readonly unknown: readonly string[]
  /** Codes by rule. */
  readonly codes: Readonly<Record<string, string>>
}

/** One diagnosis, in short. */
async function reportOf(group: string): Promise<Report> {
  const { findings } = await diagnose(group)
  const codesOf = (verdict: DiagnosisFinding['verdict']): string[] =>
    findings.filter(finding => finding.verdict === verdict).map(({ code }) => code)
  return {
    findings,
    found: codesOf('found'),
    unknown: codesOf('unknown'),
    codes: Object.fromEntries(findings.map(({ rule, code }) => [rule, code])),
  }
}

/** Diagnoses again until it is so. */
function untilReport(group: string, holds: (report: Report) => void): Promise<Report> {
  return vi.waitFor(async () => {
    const report = await reportOf(group)
    holds(report)
    return report
  }, WAIT)
}

describe('the diagnosis of the shop', { timeout: 90_000 }, () => {
  it('finds a healthy group fine in every respect', async () => {
    await untilReport('GID_order_fulfilment', ({ found, unknown, codes }) => {
      expect([...found, ...unknown]).toEqual([])
      // Until the second client has its share of the queues, one holds them all.
      expect(codes).toMatchObject({
        ONLINE: 'ONLINE_FINE',
        ACCUMULATION: 'ACCUMULATION_FINE',
        CONSUMED_ELSEWHERE: 'ELSEWHERE_SHARED',
        DEAD_LETTERS: 'DEAD_LETTERS_NONE',
      })
    })
  })

  it('finds the group that is stuck at its lock, the lock, and who holds it', async () => {
    const { findings } = await untilReport('GID_payment_ledger', ({ found }) => {
      expect(found).toContain('THREADS_BLOCKED_BY')
    })
    const [first] = findings
    expect(first).toMatchObject({
      rule: 'THREADS',
      verdict: 'found',
      params: { lock: 'monitor of shop.ledger.Ledger.post', holder: 'month-end-closing', samples: 5 },
      sentence: expect.stringContaining('probably held by the thread month-end-closing'),
      nextSteps: [{ code: 'CHECK_STACK', clientId: expect.stringContaining('@ledger-') }],
    })
    expect(first?.evidence).toMatchObject([
      { kind: 'threads', threads: [{ isBlocked: true }, { name: 'month-end-closing' }] },
      { kind: 'queues' },
    ])
  })

  it('finds that a group falls behind, with both rates side by side', async () => {
    const { findings } = await untilReport('GID_click_statistics', ({ found }) => {
      expect(found).toEqual(expect.arrayContaining(['CACHE_FULL', 'ACCUMULATION']))
    })
    const { evidence, nextSteps } = findings.find(({ rule }) => rule === 'ACCUMULATION') ?? {}
    expect(nextSteps).toMatchObject([{ code: 'ADD_CLIENTS' }, { code: 'RESET_OFFSETS' }])
    const [rates] = evidence ?? []
    expect(rates).toMatchObject({ kind: 'rates', rates: [{ topic: 'clicks' }] })
    // What it sends is no Java stack.
    expect(findings.find(({ rule }) => rule === 'THREADS')).toMatchObject({
      verdict: 'unknown',
      code: 'UNKNOWN_STACKS',
    })
  })

  it('finds which clients ask for which tags where they differ', async () => {
    const { findings } = await diagnose('GID_notice_delivery')
    expect(findings[0]).toMatchObject({
      code: 'SUBSCRIPTIONS_DIFFER',
      params: { topics: 'notices' },
      evidence: [{ differences: [{ topic: 'notices', variants: [{}, {}] }] }],
      nextSteps: [{ code: 'ALIGN_SUBSCRIPTIONS' }],
    })
  })

  it('finds that messages end as dead letters', async () => {
    await untilReport('GID_payment_fraud', ({ found }) => expect(found).toContain('DEAD_LETTERS_GROW'))
  })

  it('says of a broadcasting group what cannot be known', async () => {
    const { findings, codes } = await reportOf('GID_notice_screens')
    expect(findings[0]).toMatchObject({ verdict: 'found', code: 'BROADCASTING_FACTS' })
    expect(codes).toMatchObject({
      ACCUMULATION: 'UNKNOWN_BROADCASTING',
      STUCK_QUEUE: 'UNKNOWN_BROADCASTING',
    })
  })

  it('finds that nobody is online, and judges nothing that only clients know', async () => {
    const { codes } = await untilReport('GID_order_archive', ({ found }) => {
      expect(found).toEqual(['NOBODY_ONLINE', 'ACCUMULATION_STOPPED'])
    })
    expect(codes).toMatchObject({
      SUBSCRIPTIONS: 'UNKNOWN_NOBODY',
      THREADS: 'UNKNOWN_NOBODY',
    })
  })
})

describe('a diagnosis of what brokers withhold', { timeout: 60_000 }, () => {
  it('tells found, unknown and fine in this order, with one finding of each rule', async () => {
    const { findings } = await diagnose('GID_notice_delivery')
    const order = ['found', 'unknown', 'fine']
    const ranks = findings.map(({ verdict }) => order.indexOf(verdict))
    expect(ranks).toEqual(ranks.toSorted())
    expect(new Set(findings.map(({ rule }) => rule)).size).toBe(13)
  })

  it('says which broker did not answer, and still tells what the others know', async () => {
    const fault = demo.sandbox.faults.add({
      failure: { kind: 'REFUSE', code: 'SYSTEM_BUSY' },
      request: 'GET_CONSUME_STATS',
      server: 'broker-b',
    })
    const { findings, partial } = await diagnose('GID_order_fulfilment')
    fault.remove()
    expect(partial?.reasons).toMatchObject([{ brokerName: 'broker-b' }])
    expect(findings.find(({ rule }) => rule === 'ACCUMULATION')).toMatchObject({
      verdict: 'unknown',
      code: 'UNKNOWN_BROKER',
      params: { brokerName: 'broker-b' },
    })
    expect(findings.find(({ rule }) => rule === 'ONLINE')).toMatchObject({ verdict: 'fine' })
  })

  it('finds a broker that was made read-only', async () => {
    await admin.brokers.wipeWritePermission('broker-b')
    const { found } = await reportOf('GID_order_fulfilment')
    await admin.brokers.addWritePermission('broker-b')
    expect(found).toEqual(['BROKERS_READ_ONLY'])
  })

  it('finds a group whose consumption is switched off, and one that a broker lacks', async () => {
    const group = 'GID_order_archive'
    const [first] = await admin.brokers.list()
    await admin.groups.save({ groupName: group, consumeEnable: false })
    expect((await reportOf(group)).codes.PERMISSION).toBe('PERMISSION_GROUP')
    await admin.groups.save({ groupName: group })
    await admin.groups.remove(group, { cleanOffset: false }, first ? [first] : [])
    expect((await diagnose(group)).findings[0]).toMatchObject({
      code: 'MISSING_GROUP',
      params: { brokers: first?.brokerName },
      nextSteps: [{ code: 'REPAIR_GROUP' }],
    })
    await admin.groups.save({ groupName: group })
  })

  it('is refused for a group that is not there', async () => {
    expect(await problemOf(diagnose('GID_nowhere'))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})
