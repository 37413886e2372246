/**
 * REGISTER_BROKER 103, from brokers outside the sandbox, as `namesrv/processor/DefaultRequestProcessor#registerBroker`. The broker is
 * signed off when its connection ends or it has not registered again in time.
 *
 * Not imitated: bodies that are compressed, and those of brokers before 3.0.11.
 */
import { crc32 } from 'node:zlib'
import { registerBroker } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'
import { ORDER_TOPIC_NAMESPACE } from '../state/kv-config.ts'
import { Refused } from '../state/refused.ts'

/** `DEFAULT_BROKER_CHANNEL_EXPIRED_TIME` of the name server. */
const HEARTBEAT_TIMEOUT_MS = 120_000

export const registerBrokerHandler = nameServerHandler(
  registerBroker,
  ({ header, body, frame, client }, nameServer) => {
    const isIntact = header.bodyCrc32 === 0 || header.bodyCrc32 === (crc32(frame.body) & 0x7fff_ffff)
    if (!isIntact) throw new Refused('SYSTEM_ERROR', 'crc32 not match')
    const { clusterName, brokerName, brokerAddr, brokerId } = header
    const wrapper = body?.topicConfigSerializeWrapper
    const isKnown = nameServer.register({
      clusterName,
      brokerName,
      brokerAddr,
      brokerId,
      dataVersion: wrapper?.dataVersion ?? { stateVersion: 0n, timestamp: 0, counter: 0n },
      topics: [...(wrapper?.topicConfigTable.values() ?? [])],
      heartbeatTimeoutMs: header.heartbeatTimeoutMillis ?? HEARTBEAT_TIMEOUT_MS,
    })
    if (!isKnown) throw new Refused('SYSTEM_ERROR', 'register broker failed')
    client.closed.addEventListener('abort', () => nameServer.unregister(brokerName, brokerAddr, brokerId))
    const order = nameServer.kv.list(ORDER_TOPIC_NAMESPACE)
    return { header: {}, body: order && { table: new Map(order) } }
  },
)
