/** Brokers: settings, figures, replication, files. */
import { updateBrokerConfig } from '../../src/requests/0025-update-broker-config.ts'
import { getBrokerConfig } from '../../src/requests/0026-get-broker-config.ts'
import { getBrokerRuntimeInfo } from '../../src/requests/0028-get-broker-runtime-info.ts'
import { getTimerCheckPoint } from '../../src/requests/0060-get-timer-check-point.ts'
import { getTimerMetrics } from '../../src/requests/0061-get-timer-metrics.ts'
import { wipeWritePermOfBroker } from '../../src/requests/0205-wipe-write-perm-of-broker.ts'
import { cleanExpiredConsumeQueue } from '../../src/requests/0306-clean-expired-consumequeue.ts'
import { viewBrokerStatsData } from '../../src/requests/0315-view-broker-stats-data.ts'
import { cleanUnusedTopic } from '../../src/requests/0316-clean-unused-topic.ts'
import { getBrokerConsumeStats } from '../../src/requests/0317-get-broker-consume-stats.ts'
import { addWritePermOfBroker } from '../../src/requests/0327-add-write-perm-of-broker.ts'
import { deleteExpiredCommitLog } from '../../src/requests/0329-delete-expired-commitlog.ts'
import { getBrokerMemberGroup } from '../../src/requests/0901-get-broker-member-group.ts'
import { getBrokerHaStatus } from '../../src/requests/0907-get-broker-ha-status.ts'
import { getBrokerEpochCache } from '../../src/requests/1007-get-broker-epoch-cache.ts'
import { broker, namesrv, record, replica } from './world.ts'

export async function recordBrokers(): Promise<void> {
  await record('change a setting', broker, updateBrokerConfig, {
    header: {},
    body: new Map([
      ['regionId', ' déjà\\vu = #1: 订单'],
      ['noSuchSetting', '1'],
    ]),
  })
  await record('change a setting that may not be changed', broker, updateBrokerConfig, {
    header: {},
    body: new Map([['brokerConfigPath', '/nowhere']]),
  })
  await record('settings', broker, getBrokerConfig, { header: {} })
  await record('figures', broker, getBrokerRuntimeInfo, { header: {} })
  await record('one figure', broker, viewBrokerStatsData, {
    header: { statsName: 'TOPIC_PUT_NUMS', statsKey: 'orders' },
  })
  await record('no figure', broker, viewBrokerStatsData, {
    header: { statsName: 'TOPIC_PUT_NUMS', statsKey: 'nowhere' },
  })
  await record('progress of all groups', broker, getBrokerConsumeStats, { header: { isOrder: false } })
  await record('how far timed messages have come', broker, getTimerCheckPoint, { header: {} })
  await record('how many timed messages wait', broker, getTimerMetrics, { header: {} })
  await recordReplication()
  for (const layout of [cleanExpiredConsumeQueue, cleanUnusedTopic, deleteExpiredCommitLog])
    await record('clean', broker, layout, { header: {} })
}

async function recordReplication(): Promise<void> {
  await record('replication', broker, getBrokerHaStatus, { header: {} })
  if (replica !== '') await record('replication, by the replica', replica, getBrokerHaStatus, { header: {} })
  await record('terms without a controller', broker, getBrokerEpochCache, { header: {} })
  for (const brokerName of ['broker-a', 'nowhere']) {
    await record(`members of ${brokerName}`, namesrv, getBrokerMemberGroup, {
      header: { clusterName: 'DefaultCluster', brokerName },
    })
    await record(`no writing to ${brokerName}`, namesrv, wipeWritePermOfBroker, { header: { brokerName } })
    await record(`writing to ${brokerName} again`, namesrv, addWritePermOfBroker, { header: { brokerName } })
  }
}
