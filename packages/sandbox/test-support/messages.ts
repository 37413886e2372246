/** Messages and brokers for tests, with a clock that stands still. */
import { PropertyName } from '@gantry/remoting/internal'
import { ManualClock } from '../src/clock.ts'
import { Broker, type BrokerOptions } from '../src/state/broker.ts'
import type { ClientLink } from '../src/state/client-link.ts'
import type { MessageToStore } from '../src/state/message-store.ts'

export const HOST = { host: '127.0.0.1', port: 10_911 }
const MIB = 1024 * 1024

export interface MessageSpec {
  readonly topic?: string
  readonly queueId?: number
  readonly body?: string | Buffer
  readonly tag?: string
  readonly keys?: string
  readonly uniqueId?: string
  readonly delayLevel?: number
  readonly properties?: Readonly<Record<string, string>>
  readonly sysFlag?: number
}

export function message(spec: MessageSpec = {}): MessageToStore {
  const named: Array<[string, string | undefined]> = [
    [PropertyName.TAGS, spec.tag],
    [PropertyName.KEYS, spec.keys],
    [PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX, spec.uniqueId],
    [PropertyName.DELAY_TIME_LEVEL, spec.delayLevel?.toString()],
    ...Object.entries(spec.properties ?? {}),
  ]
  const properties = new Map(named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return {
    topic: spec.topic ?? 'orders',
    queueId: spec.queueId ?? 0,
    flag: 0,
    sysFlag: spec.sysFlag ?? 0,
    bornTimestamp: 1,
    bornHost: { host: '192.0.2.7', port: 4_711 },
    reconsumeTimes: 0,
    properties,
    body: Buffer.from(spec.body ?? 'hello'),
  }
}

/** A broker that nobody has started. */
export function newBroker(
  clock: ManualClock = new ManualClock(),
  options: Partial<BrokerOptions> = {},
): Broker {
  return new Broker({
    clusterName: 'sandbox',
    brokerName: 'broker-a',
    host: HOST,
    namesrvAddr: '127.0.0.1:9876',
    routeOf: () => undefined,
    clock,
    maxLogBytes: 64 * MIB,
    credentials: undefined,
    settings: {},
    ...options,
  })
}

/** A client that notes what it is told and answers nothing. */
export function silentLink(
  addr = '192.0.2.7:4711',
): ClientLink & { readonly told: string[]; readonly leave: () => void } {
  const ending = new AbortController()
  const told: string[] = []
  const [host = '', port = '0'] = addr.split(':')
  return {
    addr,
    host: { host, port: Number(port) },
    closed: ending.signal,
    tell: layout => void told.push(layout.name),
    ask: () => new Promise(() => {}),
    told,
    leave: () => ending.abort(),
  }
}
