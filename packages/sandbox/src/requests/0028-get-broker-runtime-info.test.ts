import { getBrokerRuntimeInfo } from '@gantry/remoting/requests'
import { expect, it } from 'vitest'
import { message, newBroker } from '../../test-support/messages.ts'
import { ask } from '../../test-support/requests.ts'
import { ManualClock } from '../clock.ts'
import type { Broker } from '../state/broker.ts'

const DAY_MS = 86_400_000

function infoOf(broker: Broker): Record<string, string> {
  return Object.fromEntries(ask(broker, getBrokerRuntimeInfo, {}, undefined).body?.table ?? [])
}

it('a broker says how long it has run', () => {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  expect(infoOf(broker)).toMatchObject({ runtime: '[ 0 days, 0 hours, 0 minutes, 0 seconds ]' })
  clock.advance(DAY_MS + 2 * 3_600_000 + 3 * 60_000 + 4_999)
  expect(infoOf(broker)).toMatchObject({
    runtime: '[ 1 days, 2 hours, 3 minutes, 4 seconds ]',
    bootTimestamp: `${broker.startedAt}`,
    brokerActive: 'true',
    brokerVersionDesc: 'V5_5_0',
  })
})

it('a broker that was stopped has run since it was started again', () => {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  broker.start(() => {})
  broker.stop()
  clock.advance(DAY_MS)
  broker.start(() => {})
  expect(infoOf(broker)).toMatchObject({
    runtime: '[ 0 days, 0 hours, 0 minutes, 0 seconds ]',
    bootTimestamp: `${clock.now()}`,
  })
  broker.stop()
})

it('a broker says what it has stored, and how fast', () => {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  const storedAt = clock.now()
  for (let count = 0; count < 20; count++) broker.put(message())
  clock.advance(1_000)
  const bytes = broker.store.log.maxPosition
  expect(infoOf(broker)).toMatchObject({
    putMessageTimesTotal: '20',
    putMessageSizeTotal: `${bytes}`,
    putMessageAverageSize: `${bytes / 20}`,
    commitLogMinOffset: '0',
    commitLogMaxOffset: `${bytes}`,
    earliestMessageTimeStamp: `${storedAt}`,
    putTps: '2.0 0.3 0.0',
  })
})

it('a broker that has stored nothing divides nothing by nothing', () => {
  expect(infoOf(newBroker())).toMatchObject({ putMessageTimesTotal: '1', putMessageAverageSize: '0' })
})

it('a broker says how far each delay level has come', () => {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  broker.start(() => {})
  broker.put(message({ delayLevel: 1 }))
  broker.put(message({ delayLevel: 3 }))
  clock.advance(1_000)
  expect(infoOf(broker)).toMatchObject({ scheduleMessageOffset_1: '1,1', scheduleMessageOffset_3: '0,1' })
  broker.stop()
})
