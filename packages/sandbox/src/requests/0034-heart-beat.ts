/**
 * HEART_BEAT 34, as `broker/processor/ClientManageProcessor#heartBeat` and `#heartBeatV2`: a client with a fingerprint leaves its
 * subscriptions out as long as it is told that they have not changed.
 */
import { retryTopicOf } from '@gantry/remoting/internal'
import { type HeartbeatData, heartBeat } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import type { ClientInfo } from '../state/client-link.ts'

export const heartBeatHandler = brokerHandler(heartBeat, ({ body, frame, client }, broker) => {
  const { language, version } = frame.header
  const info: ClientInfo = { clientId: body.clientID, link: client, language, version }
  const isShortForm = body.heartbeatFingerprint !== 0
  let isSubChange = !isShortForm
  for (const consumer of body.consumerDataSet) {
    if (broker.clients.noteFingerprint(consumer.groupName, body.heartbeatFingerprint)) isSubChange = true
    register(broker, consumer, info, isShortForm && body.withoutSub)
  }
  for (const { groupName } of body.producerDataSet) broker.clients.registerProducer(groupName, info)
  return { header: { IS_SUPPORT_HEART_BEAT_V2: true, IS_SUB_CHANGE: isSubChange }, body: undefined }
})

function register(
  broker: Broker,
  consumer: HeartbeatData['consumerDataSet'][number],
  info: ClientInfo,
  isWithoutSub: boolean,
): void {
  const group = broker.groups.find(consumer.groupName)
  if (group === undefined) return
  broker.topics.forBroker(retryTopicOf(consumer.groupName), group.retryQueueNums)
  const subscriptionDataSet = isWithoutSub ? undefined : consumer.subscriptionDataSet
  broker.clients.registerConsumer(
    { ...consumer, subscriptionDataSet },
    info,
    group.notifyConsumerIdsChangedEnable,
  )
}
