/**
 * GET_BROKER_RUNTIME_INFO 28, as `broker/processor/AdminBrokerProcessor#prepareRuntimeInfo`, `store/StoreStatsService#getRuntimeInfo` and
 * `broker/schedule/ScheduleMessageService#buildRunningStats`.
 *
 * Not imitated: latencies, thread pools (always idle) and disks (always as good as empty).
 */
import { SystemTopic } from '@gantry/remoting/internal'
import { getBrokerRuntimeInfo } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'

const VERSION_DESC = 'V5_5_0'

export const getBrokerRuntimeInfoHandler = brokerHandler(getBrokerRuntimeInfo, (_call, broker) => ({
  header: {},
  body: {
    table: new Map(Object.entries({ ...storeInfo(broker), ...brokerInfo(broker), ...delayInfo(broker) })),
  },
}))

function storeInfo({ clock, startedAt, store, traffic }: Broker): Record<string, string> {
  const { putRate, getRate } = traffic
  const bytes = store.log.maxPosition
  return {
    bootTimestamp: `${startedAt}`,
    runtime: runtimeText(clock.now() - startedAt),
    putMessageEntireTimeMax: '0',
    putMessageTimesTotal: `${Math.max(putRate.total, 1)}`,
    putMessageFailedTimes: '0',
    putMessageSizeTotal: `${bytes}`,
    putMessageAverageSize: `${bytes / Math.max(putRate.total, 1)}`,
    dispatchMaxBuffer: '0',
    getMessageEntireTimeMax: '0',
    putTps: putRate.text(),
    getFoundTps: getRate.text(),
    getMissTps: '0.0 0.0 0.0',
    getTotalTps: getRate.text(),
    getTransferredTps: getRate.text(),
    putLatency99: '0.00',
    putLatency999: '0.00',
    commitLogDiskRatio: '0.01',
    consumeQueueDiskRatio: '0.01',
    commitLogMinOffset: `${store.log.minPosition}`,
    commitLogMaxOffset: `${bytes}`,
  }
}

function brokerInfo({ startedAt, store, traffic, settings }: Broker): Record<string, string> {
  const { putTotals: put, getTotals: get } = traffic
  return {
    brokerActive: 'true',
    brokerVersionDesc: VERSION_DESC,
    msgPutTotalYesterdayMorning: `${put.yesterdayMorning}`,
    msgPutTotalTodayMorning: `${put.todayMorning}`,
    msgPutTotalTodayNow: `${put.now}`,
    msgGetTotalYesterdayMorning: `${get.yesterdayMorning}`,
    msgGetTotalTodayMorning: `${get.todayMorning}`,
    msgGetTotalTodayNow: `${get.now}`,
    dispatchBehindBytes: '0',
    pageCacheLockTimeMills: '0',
    earliestMessageTimeStamp: `${store.earliestStoreTimestamp()}`,
    startAcceptSendRequestTimeStamp: `${startedAt}`,
    timerReadBehind: '0',
    timerOffsetBehind: '0',
    timerCongestNum: '0',
    timerEnqueueTps: '0.0',
    timerDequeueTps: '0.0',
    remainTransientStoreBufferNumbs: '2147483647',
    remainHowManyDataToFlush: '0 B',
    ...idlePools(
      settings.number('sendThreadPoolQueueCapacity'),
      settings.number('pullThreadPoolQueueCapacity'),
    ),
  }
}

function idlePools(sendCapacity: number, pullCapacity: number): Record<string, string> {
  const info: Record<string, string> = {}
  for (const pool of ['send', 'pull', 'litePull', 'query', 'ack']) {
    info[`${pool}ThreadPoolQueueSize`] = '0'
    info[`${pool}ThreadPoolQueueCapacity`] = `${pool === 'send' ? sendCapacity : pullCapacity}`
    info[`${pool}ThreadPoolQueueHeadWaitTimeMills`] = '0'
  }
  return { ...info, EndTransactionQueueSize: '0', EndTransactionThreadPoolQueueCapacity: `${pullCapacity}` }
}

function delayInfo({ delays, store }: Broker): Record<string, string> {
  const levels = [...delays.progress()].map(([level, offset]): [string, string] => [
    `scheduleMessageOffset_${level}`,
    `${offset},${store.maxOffset(SystemTopic.SCHEDULE, level - 1)}`,
  ])
  return Object.fromEntries(levels)
}

/** `[ 1 days, 2 hours, 3 minutes, 4 seconds ]` */
function runtimeText(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const parts = [
    [Math.floor(seconds / 86_400), 'days'],
    [Math.floor(seconds / 3600) % 24, 'hours'],
    [Math.floor(seconds / 60) % 60, 'minutes'],
    [seconds % 60, 'seconds'],
  ]
  return `[ ${parts.map(([count, unit]) => `${count} ${unit}`).join(', ')} ]`
}
