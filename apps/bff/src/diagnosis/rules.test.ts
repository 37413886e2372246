/** Each rule on evidence with one thing changed: found, not known, fine. */
import { DIAGNOSIS_RULES } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import {
  clientAt,
  evidenceOf,
  NOW_MS,
  pileIn,
  progressOf,
  queueOf,
  statusOf,
  threadOf,
  viewOf,
} from '../../test-support/diagnosis-evidence.ts'
import { judge } from './diagnosis-view.ts'
import type { Evidence, Reason } from './evidence.ts'
import { RULES } from './rules.ts'

const AWAY: Reason = { code: 'UNKNOWN_BROKER', params: { brokerName: 'broker-b', message: 'no answer' } }
const SILENT = { clientId: 'b@1', reason: 'It does not answer.' }
const BROKER = { brokerName: 'broker-b', brokerAddr: '10.0.1.2:10911', message: 'gone' }
const NO_BROKERS: Evidence['brokers']['value'] = { down: [], readOnly: [] }
const GROUP: Evidence['group']['value'] = { missingOn: [], disabledOn: [], noBroadcastOn: [] }
const TOPIC = { topic: 'orders', missingOn: [], unreadableOn: [] }
const PILES = { progress: progressOf([0, 1, 2, 3].map(queueId => pileIn(queueId))) }
const NOBODY: Partial<Evidence> = {
  clients: [],
  views: [],
  status: statusOf({ isOnline: false, clients: 0, messageModel: null, accumulated: 40 }),
}
const BROADCASTING = {
  status: statusOf({ messageModel: 'BROADCASTING', accumulated: null }),
  progress: progressOf([]),
}
const unaskedStatus = statusOf({
  subscription: { isConsistent: null, differences: [], unasked: [SILENT] },
})
const differing = statusOf({
  subscription: {
    isConsistent: false,
    differences: [
      {
        topic: 'orders',
        variants: [
          { expression: 'paid', clientIds: ['a@1'] },
          { expression: '*', clientIds: ['b@1'] },
        ],
      },
    ],
    unasked: [],
  },
})
const LOCK = { lock: 'monitor of shop.Stock.take', place: 'shop.Stock.take(Stock.java:8)' }
const blocked = (probableHolders: string[]) => ({
  value: [{ clientId: 'a@1', threads: [threadOf({ isBlocked: true, waitsFor: LOCK, probableHolders })] }],
  missing: [],
})
const full = [viewOf(clientAt('a@1', '10.0.0.1:1'), 950, '1000')]

/** What some rule says, and the first step that follows with the client or topic that it is about. */
const CASES: ReadonlyArray<readonly [code: string, changes: Partial<Evidence>, next?: string]> = [
  ['BROKERS_DOWN', { brokers: { value: { ...NO_BROKERS, down: [BROKER] }, missing: [] } }, 'CHECK_CLUSTER'],
  [
    'BROKERS_READ_ONLY',
    { brokers: { value: { ...NO_BROKERS, readOnly: [BROKER] }, missing: [] } },
    'CHECK_CLUSTER',
  ],
  ['UNKNOWN_BROKER', { brokers: { value: NO_BROKERS, missing: [AWAY] } }],
  ['BROKERS_FINE', {}],

  ['MISSING_GROUP', { group: { value: { ...GROUP, missingOn: ['broker-b'] }, missing: [] } }, 'REPAIR_GROUP'],
  [
    'MISSING_TOPIC',
    { topics: { value: [{ ...TOPIC, missingOn: ['broker-b'] }], missing: [] } },
    'REPAIR_TOPIC orders',
  ],
  ['UNKNOWN_BROKER', { topics: { value: [], missing: [AWAY] } }],
  ['MISSING_FINE', {}],

  [
    'PERMISSION_GROUP',
    { group: { value: { ...GROUP, disabledOn: ['broker-a'] }, missing: [] } },
    'ASK_OPERATOR',
  ],
  [
    'PERMISSION_BROADCAST',
    { ...BROADCASTING, group: { value: { ...GROUP, noBroadcastOn: ['broker-a'] }, missing: [] } },
    'ASK_OPERATOR',
  ],
  [
    'PERMISSION_TOPIC',
    { topics: { value: [{ ...TOPIC, unreadableOn: ['broker-a'] }], missing: [] } },
    'OPEN_TOPIC orders',
  ],
  ['UNKNOWN_BROKER', { group: { value: GROUP, missing: [AWAY] } }],
  ['PERMISSION_FINE', { group: { value: { ...GROUP, noBroadcastOn: ['broker-a'] }, missing: [] } }],

  ['NOBODY_ONLINE', NOBODY, 'START_CLIENT'],
  ['NOBODY_SEEN', { ...NOBODY, status: statusOf({ isOnline: false, hasUnseenClients: true }) }],
  ['UNKNOWN_BROKER', { ...NOBODY, unread: [AWAY] }],
  ['ONLINE_FINE', {}],

  ['BROADCASTING_FACTS', BROADCASTING, 'CHECK_CLIENT'],
  ['UNKNOWN_NOBODY', NOBODY],
  ['BROADCASTING_FINE', {}],

  ['SUBSCRIPTIONS_DIFFER', { status: differing }, 'ALIGN_SUBSCRIPTIONS'],
  ['UNKNOWN_CLIENT', { status: unaskedStatus }],
  ['SUBSCRIPTIONS_FINE', {}],

  [
    'UNEXPECTED_ADDRESS',
    {
      ...PILES,
      clients: [
        clientAt('c@1', '10.0.0.3:1'),
        clientAt('b@1', '10.0.0.2:1'),
        clientAt('a@1', '192.168.7.9:1'),
      ],
    },
    'CHECK_CLIENT a@1',
  ],
  ['UNEXPECTED_SUBSCRIPTION', { ...PILES, status: differing }, 'CHECK_CLIENT a@1'],
  ['UNKNOWN_CLIENT', { status: unaskedStatus }],
  ['UNKNOWN_BROADCASTING', BROADCASTING],
  ['UNEXPECTED_FINE', { status: differing }],
  ['UNEXPECTED_FINE', PILES],

  ['THREADS_BLOCKED', { ...PILES, threads: blocked([]) }, 'CHECK_STACK a@1'],
  ['THREADS_BLOCKED_BY', { ...PILES, threads: blocked(['closing']) }, 'CHECK_STACK a@1'],
  ['THREADS_BLOCKED_BY', { ...BROADCASTING, threads: blocked(['closing']) }, 'CHECK_STACK a@1'],
  [
    'THREADS_STUCK',
    {
      ...PILES,
      threads: { value: [{ clientId: 'a@1', threads: [threadOf({ isStuck: true })] }], missing: [] },
    },
    'CHECK_STACK a@1',
  ],
  ['UNKNOWN_STACKS', PILES],
  ['UNKNOWN_NOBODY', { ...PILES, ...NOBODY }],
  [
    'THREADS_FINE',
    { ...PILES, threads: { value: [{ clientId: 'a@1', threads: [threadOf()] }], missing: [] } },
  ],
  ['THREADS_IDLE', { threads: blocked([]) }],

  [
    'QUEUE_STUCK',
    { progress: progressOf([queueOf(0), queueOf(1), queueOf(2), pileIn(3)]) },
    'CHECK_STACK b@1',
  ],
  [
    'QUEUE_STUCK',
    { progress: progressOf([queueOf(0), queueOf(1), pileIn(3, { clientId: null })]) },
    'CHECK_QUEUES',
  ],
  ['UNKNOWN_DELAY', { progress: progressOf([queueOf(0, { difference: 3, delayMs: null })]) }],
  ['UNKNOWN_BROADCASTING', BROADCASTING],
  ['UNKNOWN_NOBODY', { ...NOBODY, progress: progressOf([queueOf(0), queueOf(1), queueOf(2), pileIn(3)]) }],
  ['QUEUE_FINE', PILES],

  ['CACHE_FULL', { views: full }, 'CHECK_CLIENT a@1'],
  ['UNKNOWN_LIMITS', { views: [viewOf(clientAt('a@1', '10.0.0.1:1'), 950)] }],
  ['UNKNOWN_CLIENT', { status: unaskedStatus }],
  ['CACHE_BEHIND_THREADS', { ...PILES, views: full, threads: blocked([]) }],
  ['CACHE_FINE', {}],

  [
    'ACCUMULATION',
    { ...PILES, rates: { value: [{ topic: 'orders', inTps: 9, outTps: 2 }], missing: [] } },
    'ADD_CLIENTS',
  ],
  [
    'ACCUMULATION_STOPPED',
    { ...PILES, ...NOBODY, rates: { value: [{ topic: 'orders', inTps: 1, outTps: 4 }], missing: [] } },
    'START_CLIENT',
  ],
  ['UNKNOWN_BROKER', { ...PILES, rates: { value: [], missing: [AWAY] } }],
  ['UNKNOWN_BROKER', { unread: [AWAY] }],
  ['ACCUMULATION_SHRINKS', PILES],
  ['ACCUMULATION_FINE', { rates: { value: [{ topic: 'orders', inTps: 9, outTps: 2 }], missing: [] } }],

  ['ELSEWHERE_UNHELD', { progress: progressOf([queueOf(0), pileIn(1, { clientId: null })]) }, 'CHECK_QUEUES'],
  ['NOBODY_SEEN', { ...NOBODY, status: statusOf({ isOnline: false, hasUnseenClients: true }) }],
  ['UNKNOWN_CLIENT', { status: unaskedStatus }],
  ['ELSEWHERE_SHARED', {}],
  ['ELSEWHERE_ONE', { progress: progressOf([queueOf(0), queueOf(2)]) }],

  [
    'DEAD_LETTERS_GROW',
    { deadLetters: { value: { count: 3n, newestAtMs: NOW_MS - 60_000 }, missing: [] } },
    'CHECK_DEAD_LETTERS',
  ],
  ['UNKNOWN_BROKER', { deadLetters: { value: { count: 0n, newestAtMs: null }, missing: [AWAY] } }],
  [
    'DEAD_LETTERS_OLD',
    { deadLetters: { value: { count: 3n, newestAtMs: NOW_MS - 7_200_000 }, missing: [] } },
  ],
  ['DEAD_LETTERS_NONE', {}],
]

describe('the rules', () => {
  it.each(CASES.map(([code, changes, next]) => ({ code, changes, next })))(
    'come to $code',
    ({ code, changes, next }) => {
      const said = judge(evidenceOf(changes)).filter(finding => finding.code === code)
      expect(said).not.toEqual([])
      const steps = said.map(({ nextSteps: [first] }) =>
        first === undefined
          ? undefined
          : [first.code, first.clientId ?? first.topic].filter(Boolean).join(' '),
      )
      expect(steps).toContain(next)
      for (const { sentence } of said) expect(sentence).not.toMatch(/[{}]|undefined/)
    },
  )

  it('find a healthy group fine in every respect', () => {
    expect(judge(evidenceOf()).map(({ rule, verdict }) => [rule, verdict])).toEqual(
      DIAGNOSIS_RULES.map(rule => [rule, 'fine']),
    )
  })

  it('stand in the order of the contract, each once', () => {
    expect(RULES.map(rule => rule(evidenceOf()).rule)).toEqual(DIAGNOSIS_RULES)
  })

  it('show no more than the queues that wait longest, and how many there are beside them', () => {
    const items = Array.from({ length: 30 }, (_, queueId) => pileIn(queueId, { delayMs: 20_000 + queueId }))
    const finding = judge(evidenceOf({ ...NOBODY, progress: progressOf(items) })).find(
      ({ rule }) => rule === 'ONLINE',
    )
    const [queues] = finding?.evidence ?? []
    expect(queues).toMatchObject({ kind: 'queues', others: 10 })
    expect(queues?.kind === 'queues' && queues.queues[0]?.queueId).toBe(29)
  })

  it('show a blocked thread beside the one that probably holds the lock', () => {
    const holder = threadOf({ name: 'closing', isConsumeThread: false })
    const waiting = threadOf({ isBlocked: true, waitsFor: LOCK, probableHolders: ['closing'] })
    const threads = { value: [{ clientId: 'a@1', threads: [holder, waiting] }], missing: [] }
    const [first] = judge(evidenceOf({ ...PILES, threads }))
    expect(first?.params).toMatchObject({ threads: 1, lock: LOCK.lock, holder: 'closing' })
    expect(first?.evidence[0]).toMatchObject({
      kind: 'threads',
      threads: [{ name: 'ConsumeMessageThread_1' }, { name: 'closing' }],
    })
  })
})
