/**
 * `npm run bench -- support [messages]`: what the support desk asks, on a real broker with 1,000,000 messages, 200 topics and 100
 * groups. Answers are compared with their floor: the requests to the broker that they cannot do without.
 */
import { setTimeout } from 'node:timers/promises'
import { startRig } from '@gantry/rig'
import type { Benchmark, Row } from './benchmark.ts'
import { type Console, firstInstance, startConsole } from './console.ts'
import { nearFloor, within } from './floor-rows.ts'
import { prepareSupport } from './prepared-broker.ts'
import { residentMb } from './process-figures.ts'
import { type Desk, demand, measured } from './support-desk.ts'
import {
  type Asked,
  absenceFloor,
  idFloor,
  keyFloor,
  lookupFloor,
  statusFloor,
  traceFloor,
} from './support-floors.ts'
import { AUDIENCE, DEAD, STORE, storeKey, WIDE } from './support-plan.ts'
import { MOST_RESIDENT_MB, searchRows } from './support-search.ts'
import { benchGroup } from './workload.ts'

const HOUR_MS = 3_600_000
const STATUS_MS = 20
const LOOKUP_MS = 150
const TRACE_TASK_MS = 300
const POLL_MS = 5

export const support: Benchmark = async function* ([count = '1000000']) {
  const messages = Number(count)
  await using rig = await startRig({ forBenchmarks: true })
  const [cluster] = rig.clusters
  if (cluster === undefined) throw new Error('The rig has no cluster.')
  await using _prepared = await prepareSupport(cluster, { messages })
  await using console = await startConsole(cluster)
  const instance = await firstInstance(console)
  const fromMs = Date.now() - HOUR_MS
  const asked = await firstOf(console, instance, fromMs)
  const desk: Desk = { cluster, console, instance, messages, asked, fromMs }

  yield await deliveryRow(desk)
  yield await keyRow(desk)
  yield* searchRows(desk)
  yield await statusRow(desk)
  yield await lookupRow(desk)
  yield await absenceRow(desk)
  yield await traceRow(desk)
  yield await exportRow(desk)
}

async function firstOf({ get }: Console, instance: string, fromMs: number): Promise<Asked> {
  const path = `${instance}/topics/${AUDIENCE.topic}/messages?limit=1&from=${new Date(fromMs).toISOString()}`
  const [first] = JSON.parse(await get(path)).items
  return { messageId: first.messageId, queueId: first.queueId }
}

/** What the page of a message asks for, both at once. */
async function deliveryRow(desk: Desk): Promise<Row> {
  const { console, instance, asked } = desk
  const path = `${instance}/topics/${AUDIENCE.topic}/messages/${asked.messageId}`
  const what = `message by ID with delivery status of ${AUDIENCE.groups} groups`
  const work = async (): Promise<void> => {
    const [, delivery] = await Promise.all([console.get(path), console.get(`${path}/delivery`)])
    const { items, partial } = JSON.parse(delivery)
    demand(items.length === AUDIENCE.groups && partial === null, path)
  }
  return nearFloor(await measured(desk, what, idFloor(asked), work))
}

async function keyRow(desk: Desk): Promise<Row> {
  const { console, instance, messages } = desk
  const key = storeKey(Math.floor(messages / 2))
  const path = `${instance}/topics/${STORE.topic}/messages?key=${key}`
  const work = async (): Promise<void> => demand(JSON.parse(await console.get(path)).items.length === 1, path)
  return nearFloor(await measured(desk, 'message by key', keyFloor(key), work))
}

async function statusRow(desk: Desk): Promise<Row> {
  const { console, instance } = desk
  const path = `${instance}/groups/${benchGroup(WIDE.groupIndex)}/status`
  const work = async (): Promise<void> => {
    const { clients, subscription, partial } = JSON.parse(await console.get(path))
    demand(clients === WIDE.clients && subscription.unasked.length === 0 && partial === null, path)
  }
  const what = `consumer status, ${WIDE.queues} queues and ${WIDE.clients} clients`
  return within(STATUS_MS, await measured(desk, what, statusFloor(), work))
}

async function lookupRow(desk: Desk): Promise<Row> {
  const { asked } = desk
  const work = lookup(desk, asked.messageId, 1)
  const what = `where is my message: an ID of ${AUDIENCE.groups} groups`
  return within(LOOKUP_MS, await measured(desk, what, lookupFloor(asked), work))
}

async function absenceRow(desk: Desk): Promise<Row> {
  const nowhere = `${desk.asked.messageId.slice(0, -4)}FFFF`
  const work = lookup(desk, nowhere, 0)
  return within(
    LOOKUP_MS,
    await measured(desk, 'where is my message: an ID that is nowhere', absenceFloor(nowhere), work),
  )
}

function lookup({ console, instance }: Desk, messageId: string, messages: number): () => Promise<void> {
  return async () => {
    const { found, partial } = JSON.parse(await console.get(`${instance}/lookups?q=${messageId}`))
    demand(found.length === messages && partial === null, `The lookup of ${messageId}`)
  }
}

/** From the order to what it found. */
async function traceRow(desk: Desk): Promise<Row> {
  const { asked, console, instance } = desk
  const { messageId } = asked
  const tasks = `${instance}/trace-tasks`
  const work = async (): Promise<void> => {
    const { taskId } = JSON.parse(await console.post(tasks, { topic: AUDIENCE.topic, messageId }))
    while (JSON.parse(await console.get(`${tasks}/${taskId}`)).state === 'QUERYING') await setTimeout(POLL_MS)
    const { items } = JSON.parse(await console.get(`${tasks}/${taskId}/traces`))
    demand(items.length === 1, `The trace of ${messageId}`)
  }
  return within(TRACE_TASK_MS, await measured(desk, 'trace task by ID', traceFloor(messageId), work))
}

/** A file of as many rows as the store has messages, taken as fast as it comes. */
async function exportRow({ console, instance, messages }: Desk): Promise<Row> {
  const beforeMb = residentMb(console.pid)
  let mostMb = beforeMb
  const start = performance.now()
  const lines = await console.countLines(
    `${instance}/groups/${benchGroup(DEAD.groupIndex)}/dead-letters/export`,
    () => {
      mostMb = Math.max(mostMb, residentMb(console.pid))
    },
  )
  const seconds = (performance.now() - start) / 1_000
  demand(lines === messages + 1, 'The file of dead letters')
  return {
    what: `export of ${messages.toLocaleString('en')} dead letters as CSV`,
    measured: `${seconds.toFixed(1)} s, resident ${beforeMb.toFixed(0)} -> ${mostMb.toFixed(0)} MB`,
    target: `resident <= ${MOST_RESIDENT_MB} MB`,
    met: mostMb <= MOST_RESIDENT_MB,
  }
}
