/** Evidence of a healthy group with two clients, for rules to judge with one thing changed. */
import type { ConsumerClient, ConsumerClientView, ConsumerThread, QueueProgress } from '@gantry/contract'
import type { Evidence } from '../src/diagnosis/evidence.ts'

export const NOW_MS = Date.parse('2026-06-01T12:00:00.000Z')
const AS_OF = new Date(NOW_MS).toISOString()

export function clientAt(clientId: string, clientAddr: string): ConsumerClient {
  return {
    clientId,
    clientAddr,
    host: null,
    processId: 7,
    language: 'JAVA',
    release: '5.5.0',
    brokerNames: ['broker-a'],
    accumulated: 0,
  }
}

export function queueOf(queueId: number, changes: Partial<QueueProgress> = {}): QueueProgress {
  return {
    topic: 'orders',
    kind: 'TOPIC',
    brokerName: 'broker-a',
    queueId,
    brokerOffset: 100,
    consumerOffset: 100,
    difference: 0,
    clientId: queueId % 2 === 0 ? 'a@1' : 'b@1',
    lastConsumedAt: AS_OF,
    delayMs: 0,
    isDelayAtLeast: false,
    oldestStoredAt: AS_OF,
    newestStoredAt: AS_OF,
    ...changes,
  }
}

/** A queue in which messages have waited for a minute. */
export function pileIn(queueId: number, changes: Partial<QueueProgress> = {}): QueueProgress {
  return queueOf(queueId, { consumerOffset: 60, difference: 40, delayMs: 60_000, ...changes })
}

export function viewOf(client: ConsumerClient, cachedMessages: number, limit?: string): ConsumerClientView {
  return {
    client,
    startedAt: null,
    consumeThreads: 20,
    consumeType: null,
    isOrdered: false,
    subscriptions: [],
    topics: [],
    queues: [
      {
        topic: 'orders',
        brokerName: 'broker-a',
        queueId: 0,
        cachedMessages,
        cachedMib: 0,
        isLocked: false,
        lastPulledAt: null,
        lastConsumedAt: null,
      },
    ],
    cachedMessages,
    cachedMib: 0,
    properties: limit === undefined ? [] : [{ name: 'pullThresholdForQueue', value: limit }],
    asOf: AS_OF,
  }
}

export function threadOf(changes: Partial<ConsumerThread> = {}): ConsumerThread {
  return {
    name: 'ConsumeMessageThread_1',
    threadId: '41',
    state: 'RUNNABLE',
    isConsumeThread: true,
    isIdle: false,
    isBlocked: false,
    isStuck: false,
    frames: ['shop.Orders.take(Orders.java:7)'],
    waitsFor: null,
    probableHolders: [],
    ...changes,
  }
}

const CLIENTS = [clientAt('a@1', '10.0.0.1:4711'), clientAt('b@1', '10.0.0.2:4711')]

export function statusOf(changes: Partial<Evidence['status']> = {}): Evidence['status'] {
  return {
    isOnline: true,
    clients: 2,
    messageModel: 'CLUSTERING',
    subscription: { isConsistent: true, differences: [], unasked: [] },
    consumeTps: 5,
    accumulated: 0,
    topics: [],
    lastConsumedAt: AS_OF,
    delayMs: 0,
    isDelayAtLeast: false,
    hasUnseenClients: false,
    partial: null,
    asOf: AS_OF,
    ...changes,
  }
}

export function progressOf(items: readonly QueueProgress[]): Evidence['progress'] {
  return {
    items: [...items],
    nextCursor: null,
    messageModel: 'CLUSTERING',
    unasked: [],
    partial: null,
    asOf: AS_OF,
  }
}

export function evidenceOf(changes: Partial<Evidence> = {}): Evidence {
  return {
    nowMs: NOW_MS,
    status: statusOf(),
    progress: progressOf([0, 1, 2, 3].map(queueId => queueOf(queueId))),
    clients: CLIENTS,
    views: CLIENTS.map(client => viewOf(client, 0, '1000')),
    unread: [],
    brokers: { value: { down: [], readOnly: [] }, missing: [] },
    group: { value: { missingOn: [], disabledOn: [], noBroadcastOn: [] }, missing: [] },
    topics: { value: [{ topic: 'orders', missingOn: [], unreadableOn: [] }], missing: [] },
    rates: { value: [{ topic: 'orders', inTps: 5, outTps: 5 }], missing: [] },
    threads: { value: [], missing: [] },
    deadLetters: { value: { count: 0n, newestAtMs: null }, missing: [] },
    ...changes,
  }
}
