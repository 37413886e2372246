/** Who answers which request: one file a request, by its code. */
import type { Handler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import type { NameServer } from '../state/name-server.ts'
import { sendMessageHandler } from './0010-send-message.ts'
import { pullMessageHandler } from './0011-pull-message.ts'
import { queryMessageHandler } from './0012-query-message.ts'
import { queryConsumerOffsetHandler } from './0014-query-consumer-offset.ts'
import { updateConsumerOffsetHandler } from './0015-update-consumer-offset.ts'
import { updateAndCreateTopicHandler } from './0017-update-and-create-topic.ts'
import { updateAndCreateTopicListHandler } from './0018-update-and-create-topic-list.ts'
import { getAllTopicConfigHandler } from './0021-get-all-topic-config.ts'
import { updateBrokerConfigHandler } from './0025-update-broker-config.ts'
import { getBrokerConfigHandler } from './0026-get-broker-config.ts'
import { getBrokerRuntimeInfoHandler } from './0028-get-broker-runtime-info.ts'
import { searchOffsetByTimestampHandler } from './0029-search-offset-by-timestamp.ts'
import { getMaxOffsetHandler } from './0030-get-max-offset.ts'
import { getMinOffsetHandler } from './0031-get-min-offset.ts'
import { getEarliestMsgStoreTimeHandler } from './0032-get-earliest-msg-storetime.ts'
import { viewMessageByIdHandler } from './0033-view-message-by-id.ts'
import { heartBeatHandler } from './0034-heart-beat.ts'
import { unregisterClientHandler } from './0035-unregister-client.ts'
import { consumerSendMsgBackHandler } from './0036-consumer-send-msg-back.ts'
import { endTransactionHandler } from './0037-end-transaction.ts'
import { getConsumerListByGroupHandler } from './0038-get-consumer-list-by-group.ts'
import { lockBatchMqHandler } from './0041-lock-batch-mq.ts'
import { unlockBatchMqHandler } from './0042-unlock-batch-mq.ts'
import { getAllConsumerOffsetHandler } from './0043-get-all-consumer-offset.ts'
import { getAllDelayOffsetHandler } from './0045-get-all-delay-offset.ts'
import { checkClientConfigHandler } from './0046-check-client-config.ts'
import { getTimerCheckPointHandler } from './0060-get-timer-check-point.ts'
import { getTimerMetricsHandler } from './0061-get-timer-metrics.ts'
import { putKvConfigHandler } from './0100-put-kv-config.ts'
import { getKvConfigHandler } from './0101-get-kv-config.ts'
import { deleteKvConfigHandler } from './0102-delete-kv-config.ts'
import { registerBrokerHandler } from './0103-register-broker.ts'
import { unregisterBrokerHandler } from './0104-unregister-broker.ts'
import { getRouteInfoByTopicHandler } from './0105-get-route-info-by-topic.ts'
import { getBrokerClusterInfoHandler } from './0106-get-broker-cluster-info.ts'
import { updateAndCreateSubscriptionGroupHandler } from './0200-update-and-create-subscriptiongroup.ts'
import { getAllSubscriptionGroupConfigHandler } from './0201-get-all-subscriptiongroup-config.ts'
import { getTopicStatsInfoHandler } from './0202-get-topic-stats-info.ts'
import { getConsumerConnectionListHandler } from './0203-get-consumer-connection-list.ts'
import { getProducerConnectionListHandler } from './0204-get-producer-connection-list.ts'
import { wipeWritePermOfBrokerHandler } from './0205-wipe-write-perm-of-broker.ts'
import { getAllTopicListFromNameserverHandler } from './0206-get-all-topic-list-from-nameserver.ts'
import { deleteSubscriptionGroupHandler } from './0207-delete-subscriptiongroup.ts'
import { getConsumeStatsHandler } from './0208-get-consume-stats.ts'
import { deleteTopicInBrokerHandler } from './0215-delete-topic-in-broker.ts'
import { deleteTopicInNamesrvHandler } from './0216-delete-topic-in-namesrv.ts'
import { registerTopicInNamesrvHandler } from './0217-register-topic-in-namesrv.ts'
import { getKvListByNamespaceHandler } from './0219-get-kvlist-by-namespace.ts'
import { invokeBrokerToResetOffsetHandler } from './0222-invoke-broker-to-reset-offset.ts'
import { invokeBrokerToGetConsumerStatusHandler } from './0223-invoke-broker-to-get-consumer-status.ts'
import { getTopicsByClusterHandler } from './0224-get-topics-by-cluster.ts'
import { updateAndCreateSubscriptionGroupListHandler } from './0225-update-and-create-subscriptiongroup-list.ts'
import { queryTopicConsumeByWhoHandler } from './0300-query-topic-consume-by-who.ts'
import { queryConsumeTimeSpanHandler } from './0303-query-consume-time-span.ts'
import { getSystemTopicListFromNsHandler } from './0304-get-system-topic-list-from-ns.ts'
import { getSystemTopicListFromBrokerHandler } from './0305-get-system-topic-list-from-broker.ts'
import { cleanExpiredConsumeQueueHandler } from './0306-clean-expired-consumequeue.ts'
import { getConsumerRunningInfoHandler } from './0307-get-consumer-running-info.ts'
import { queryCorrectionOffsetHandler } from './0308-query-correction-offset.ts'
import { consumeMessageDirectlyHandler } from './0309-consume-message-directly.ts'
import { sendMessageV2Handler } from './0310-send-message-v2.ts'
import { cloneGroupOffsetHandler } from './0314-clone-group-offset.ts'
import { viewBrokerStatsDataHandler } from './0315-view-broker-stats-data.ts'
import { cleanUnusedTopicHandler } from './0316-clean-unused-topic.ts'
import { getBrokerConsumeStatsHandler } from './0317-get-broker-consume-stats.ts'
import { updateNamesrvConfigHandler } from './0318-update-namesrv-config.ts'
import { getNamesrvConfigHandler } from './0319-get-namesrv-config.ts'
import { sendBatchMessageHandler } from './0320-send-batch-message.ts'
import { queryConsumeQueueHandler } from './0321-query-consume-queue.ts'
import { resumeCheckHalfMessageHandler } from './0323-resume-check-half-message.ts'
import { sendReplyMessageHandler } from './0324-send-reply-message.ts'
import { sendReplyMessageV2Handler } from './0325-send-reply-message-v2.ts'
import { addWritePermOfBrokerHandler } from './0327-add-write-perm-of-broker.ts'
import { getAllProducerInfoHandler } from './0328-get-all-producer-info.ts'
import { deleteExpiredCommitLogHandler } from './0329-delete-expired-commitlog.ts'
import { queryTopicsByConsumerHandler } from './0343-query-topics-by-consumer.ts'
import { querySubscriptionByConsumerHandler } from './0345-query-subscription-by-consumer.ts'
import { getTopicConfigHandler } from './0351-get-topic-config.ts'
import { getSubscriptionGroupConfigHandler } from './0352-get-subscriptiongroup-config.ts'
import { updateAndGetGroupForbiddenHandler } from './0353-update-and-get-group-forbidden.ts'
import { litePullMessageHandler } from './0361-lite-pull-message.ts'
import { recallMessageHandler } from './0370-recall-message.ts'
import { queryAssignmentHandler } from './0400-query-assignment.ts'
import { setMessageRequestModeHandler } from './0401-set-message-request-mode.ts'
import { getBrokerMemberGroupHandler } from './0901-get-broker-member-group.ts'
import { getBrokerHaStatusHandler } from './0907-get-broker-ha-status.ts'
import { getBrokerEpochCacheHandler } from './1007-get-broker-epoch-cache.ts'
import { authCreateUserHandler } from './3001-auth-create-user.ts'
import { authUpdateUserHandler } from './3002-auth-update-user.ts'
import { authDeleteUserHandler } from './3003-auth-delete-user.ts'
import { authGetUserHandler } from './3004-auth-get-user.ts'
import { authListUserHandler } from './3005-auth-list-user.ts'
import { authCreateAclHandler } from './3006-auth-create-acl.ts'
import { authUpdateAclHandler } from './3007-auth-update-acl.ts'
import { authDeleteAclHandler } from './3008-auth-delete-acl.ts'
import { authGetAclHandler } from './3009-auth-get-acl.ts'
import { authListAclHandler } from './3010-auth-list-acl.ts'
import { popMessageHandler } from './200050-pop-message.ts'
import { ackMessageHandler } from './200051-ack-message.ts'
import { peekMessageHandler } from './200052-peek-message.ts'
import { changeMessageInvisibleTimeHandler } from './200053-change-message-invisibletime.ts'
import { notificationHandler } from './200054-notification.ts'
import { pollingInfoHandler } from './200055-polling-info.ts'
import { batchAckMessageHandler } from './200151-batch-ack-message.ts'

const ofBrokers: ReadonlyArray<Handler<Broker>> = [
  sendMessageHandler,
  pullMessageHandler,
  queryMessageHandler,
  queryConsumerOffsetHandler,
  updateConsumerOffsetHandler,
  updateAndCreateTopicHandler,
  updateAndCreateTopicListHandler,
  getAllTopicConfigHandler,
  updateBrokerConfigHandler,
  getBrokerConfigHandler,
  getBrokerRuntimeInfoHandler,
  searchOffsetByTimestampHandler,
  getMaxOffsetHandler,
  getMinOffsetHandler,
  getEarliestMsgStoreTimeHandler,
  viewMessageByIdHandler,
  heartBeatHandler,
  unregisterClientHandler,
  consumerSendMsgBackHandler,
  endTransactionHandler,
  getConsumerListByGroupHandler,
  lockBatchMqHandler,
  unlockBatchMqHandler,
  getAllConsumerOffsetHandler,
  getAllDelayOffsetHandler,
  checkClientConfigHandler,
  getTimerCheckPointHandler,
  getTimerMetricsHandler,
  updateAndCreateSubscriptionGroupHandler,
  getAllSubscriptionGroupConfigHandler,
  getTopicStatsInfoHandler,
  getConsumerConnectionListHandler,
  getProducerConnectionListHandler,
  deleteSubscriptionGroupHandler,
  getConsumeStatsHandler,
  deleteTopicInBrokerHandler,
  invokeBrokerToResetOffsetHandler,
  invokeBrokerToGetConsumerStatusHandler,
  updateAndCreateSubscriptionGroupListHandler,
  queryTopicConsumeByWhoHandler,
  queryConsumeTimeSpanHandler,
  getSystemTopicListFromBrokerHandler,
  cleanExpiredConsumeQueueHandler,
  getConsumerRunningInfoHandler,
  queryCorrectionOffsetHandler,
  consumeMessageDirectlyHandler,
  sendMessageV2Handler,
  cloneGroupOffsetHandler,
  viewBrokerStatsDataHandler,
  cleanUnusedTopicHandler,
  getBrokerConsumeStatsHandler,
  sendBatchMessageHandler,
  queryConsumeQueueHandler,
  resumeCheckHalfMessageHandler,
  sendReplyMessageHandler,
  sendReplyMessageV2Handler,
  getAllProducerInfoHandler,
  deleteExpiredCommitLogHandler,
  queryTopicsByConsumerHandler,
  querySubscriptionByConsumerHandler,
  getTopicConfigHandler,
  getSubscriptionGroupConfigHandler,
  updateAndGetGroupForbiddenHandler,
  litePullMessageHandler,
  recallMessageHandler,
  queryAssignmentHandler,
  setMessageRequestModeHandler,
  getBrokerHaStatusHandler,
  getBrokerEpochCacheHandler,
  popMessageHandler,
  ackMessageHandler,
  peekMessageHandler,
  changeMessageInvisibleTimeHandler,
  notificationHandler,
  pollingInfoHandler,
  batchAckMessageHandler,
  authCreateUserHandler,
  authUpdateUserHandler,
  authDeleteUserHandler,
  authGetUserHandler,
  authListUserHandler,
  authCreateAclHandler,
  authUpdateAclHandler,
  authDeleteAclHandler,
  authGetAclHandler,
  authListAclHandler,
]

const ofNameServers: ReadonlyArray<Handler<NameServer>> = [
  putKvConfigHandler,
  getKvConfigHandler,
  deleteKvConfigHandler,
  registerBrokerHandler,
  unregisterBrokerHandler,
  getRouteInfoByTopicHandler,
  getBrokerClusterInfoHandler,
  wipeWritePermOfBrokerHandler,
  getAllTopicListFromNameserverHandler,
  deleteTopicInNamesrvHandler,
  registerTopicInNamesrvHandler,
  getKvListByNamespaceHandler,
  getTopicsByClusterHandler,
  getSystemTopicListFromNsHandler,
  updateNamesrvConfigHandler,
  getNamesrvConfigHandler,
  addWritePermOfBrokerHandler,
  getBrokerMemberGroupHandler,
]

export const brokerHandlers = byCode(ofBrokers)
export const nameServerHandlers = byCode(ofNameServers)

function byCode<Target>(handlers: ReadonlyArray<Handler<Target>>): ReadonlyMap<number, Handler<Target>> {
  const table = new Map<number, Handler<Target>>()
  for (const handler of handlers) {
    const { code, name } = handler.layout
    if (table.has(code)) throw new Error(`${name} (${code}) has two handlers.`)
    table.set(code, handler)
  }
  return table
}
