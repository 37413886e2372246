/**
 * The forms of a message that is to come at a time: waiting, due, and moved on once more.
 * Imitates `broker/util/HookUtils#handleScheduleMessage` and `store/timer/TimerMessageStore#convertMessage`.
 */
import { type Properties, PropertyName, type StoredMessage, TIMER_TOPIC } from '@gantry/remoting/internal'
import { type MessageToStore, originalOf } from './message-store.ts'
import { Refused } from './refused.ts'
import type { Settings } from './settings.ts'

/** All timed messages wait in one queue. */
export const TIMER_QUEUE_ID = 0
const TIMES = [
  PropertyName.TIMER_DELIVER_MS,
  PropertyName.TIMER_DELAY_SEC,
  PropertyName.TIMER_DELAY_MS,
] as const
/** Longest number of digits that a time may have. */
const WHOLE_NUMBER = /^[+-]?\d{1,15}$/

/**
 * The form in which a message waits; the message itself when it has no time or that is over. A delay level wins over a time, which
 * is then forgotten.
 * @throws Refused MESSAGE_ILLEGAL for a time that is too far away, SYSTEM_ERROR when the broker has no timers
 */
export function waitingForTime(message: MessageToStore, settings: Settings, nowMs: number): MessageToStore {
  const { topic, properties } = message
  if (topic === TIMER_TOPIC || !TIMES.some(name => properties.has(name))) return message
  if (Number(properties.get(PropertyName.DELAY_TIME_LEVEL) ?? 0) > 0) return withoutTimes(message)
  if (properties.has(PropertyName.TIMER_OUT_MS)) return message
  if (!settings.isOn('timerWheelEnable')) {
    throw new Refused('SYSTEM_ERROR', 'accurate timer message is not enabled, timerWheelEnable is false')
  }
  const deliverMs = deliveryTime(properties, nowMs)
  const maxDelayMs = settings.number('timerMaxDelaySec') * 1000
  const isRecall = properties.has(PropertyName.TIMER_DEL_UNIQKEY)
  const isOver = deliverMs <= nowMs
  if (!(deliverMs - nowMs <= maxDelayMs) || (isOver && isRecall)) throw illegal(maxDelayMs)
  return isOver ? message : waitingUntil(deliverMs, message, settings.number('timerPrecisionMs'))
}

/** What is stored when the time has come, with where it was meant to go. `enqueueMs` is as the broker notes it, a text since it may be beyond all numbers. */
export function dueFromTimer(waiting: StoredMessage, enqueueMs: string, nowMs: number): MessageToStore {
  const properties = new Map(waiting.properties)
    .set(PropertyName.TIMER_ENQUEUE_MS, enqueueMs)
    .set(PropertyName.TIMER_DEQUEUE_MS, String(nowMs))
  return {
    ...originalOf(waiting),
    topic: waiting.properties.get(PropertyName.REAL_TOPIC) ?? waiting.topic,
    queueId: Number(waiting.properties.get(PropertyName.REAL_QUEUE_ID) ?? 0),
    properties,
  }
}

/** What is stored when the time is still further away than the wheel reaches. */
export function rolled(waiting: StoredMessage, enqueueMs: string, nowMs: number): MessageToStore {
  const times = Number(waiting.properties.get(PropertyName.TIMER_ROLL_TIMES) ?? 0)
  const properties = new Map(waiting.properties)
    .set(PropertyName.TIMER_ENQUEUE_MS, enqueueMs)
    .set(PropertyName.TIMER_ROLL_TIMES, String(times + 1))
    .set(PropertyName.TIMER_DEQUEUE_MS, String(nowMs))
  return { ...originalOf(waiting), properties }
}

function waitingUntil(deliverMs: number, message: MessageToStore, precisionMs: number): MessageToStore {
  const slotMs = (Math.ceil(deliverMs / precisionMs) - 1) * precisionMs
  const properties = new Map(message.properties)
    .set(PropertyName.TIMER_OUT_MS, String(slotMs))
    .set(PropertyName.REAL_TOPIC, message.topic)
    .set(PropertyName.REAL_QUEUE_ID, String(message.queueId))
  return { ...message, topic: TIMER_TOPIC, queueId: TIMER_QUEUE_ID, properties }
}

/** NaN when what the message says is no number. */
function deliveryTime(properties: Properties, nowMs: number): number {
  const seconds = properties.get(PropertyName.TIMER_DELAY_SEC)
  if (seconds !== undefined) return nowMs + wholeNumber(seconds) * 1000
  const ms = properties.get(PropertyName.TIMER_DELAY_MS)
  if (ms !== undefined) return nowMs + wholeNumber(ms)
  return wholeNumber(properties.get(PropertyName.TIMER_DELIVER_MS) ?? '')
}

function wholeNumber(text: string): number {
  return WHOLE_NUMBER.test(text) ? Number(text) : Number.NaN
}

function withoutTimes(message: MessageToStore): MessageToStore {
  const properties = new Map(message.properties)
  for (const name of TIMES) properties.delete(name)
  return { ...message, properties }
}

function illegal(maxDelayMs: number): Refused {
  return new Refused(
    'MESSAGE_ILLEGAL',
    `timer message illegal, the delay time should not be bigger than the max delay ${maxDelayMs}ms; or if set del msg, the delay time should be bigger than the current time`,
  )
}
