/**
 * What a broker's runtime values mean, by the names of `AdminBrokerProcessor#prepareRuntimeInfo`, `StoreStatsService#getRuntimeInfo` and
 * `DefaultMessageStore#getRuntimeInfo` of RocketMQ 5.5.0. They are not in the catalogue of texts, which every page loads: only one page reads them.
 */
import type { Language } from '../i18n/catalogue.ts'

/** How a value is to be read. `rates`: messages each second over 10 s, 60 s and 600 s. */
export type RuntimeKind = 'count' | 'bytes' | 'ms' | 'moment' | 'rate' | 'rates' | 'ratio' | 'text'

export interface RuntimeWord extends Readonly<Record<Language, string>> {
  readonly kind: RuntimeKind
}

const word = (kind: RuntimeKind, en: string, zh: string): RuntimeWord => ({ kind, en, zh })

const WORDS: Readonly<Record<string, RuntimeWord>> = {
  brokerVersionDesc: word('text', 'Version', '版本'),
  brokerActive: word(
    'text',
    'Does what only masters do (delayed messages, transactions)',
    '是否执行主节点专属任务（定时消息、事务）',
  ),
  bootTimestamp: word('moment', 'Started', '启动时间'),
  runtime: word('text', 'Has run for', '已运行'),
  startAcceptSendRequestTimeStamp: word('moment', 'Takes messages from this time on', '从此时起接收消息'),
  earliestMessageTimeStamp: word('moment', 'Oldest stored message', '最早的存储消息'),

  putTps: word('rates', 'Stored each second', '每秒写入'),
  getFoundTps: word('rates', 'Pulls that found messages, each second', '每秒拉取命中次数'),
  getMissTps: word('rates', 'Pulls that found nothing, each second', '每秒拉取未命中次数'),
  getTotalTps: word('rates', 'Pulls each second', '每秒拉取次数'),
  getTransferredTps: word('rates', 'Messages handed out each second', '每秒投递消息数'),
  getTransferedTps: word('rates', 'Messages handed out each second', '每秒投递消息数'),

  putMessageTimesTotal: word('count', 'Messages stored since the start', '启动以来写入的消息数'),
  putMessageFailedTimes: word('count', 'Messages that could not be stored', '写入失败的消息数'),
  putMessageSizeTotal: word('bytes', 'Bytes stored since the start', '启动以来写入的字节数'),
  putMessageAverageSize: word('bytes', 'Mean size of a message', '消息平均大小'),
  putMessageEntireTimeMax: word('ms', 'Longest time that storing a message took', '写入一条消息的最长耗时'),
  putMessageDistributeTime: word('text', 'Messages by how long storing them took', '按写入耗时分布的消息数'),
  putLatency99: word('ms', 'Storing took at most, for 99 % of messages', '99% 消息的写入耗时上限'),
  putLatency999: word('ms', 'Storing took at most, for 99.9 % of messages', '99.9% 消息的写入耗时上限'),
  getMessageEntireTimeMax: word('ms', 'Longest time that a pull took', '一次拉取的最长耗时'),
  pageCacheLockTimeMills: word('ms', 'Storing waits for its lock', '写入等待锁的时间'),
  dispatchMaxBuffer: word(
    'count',
    'Most messages waiting for the index at once',
    '同时等待建立索引的最大消息数',
  ),
  dispatchBehindBytes: word('bytes', 'Stored and not yet in the consume queues', '已写入但尚未进入消费队列'),

  msgPutTotalYesterdayMorning: word('count', 'Stored until yesterday’s midnight', '截至昨日零点写入的消息数'),
  msgPutTotalTodayMorning: word('count', 'Stored until today’s midnight', '截至今日零点写入的消息数'),
  msgPutTotalTodayNow: word('count', 'Stored until now', '截至目前写入的消息数'),
  msgGetTotalYesterdayMorning: word(
    'count',
    'Handed out until yesterday’s midnight',
    '截至昨日零点投递的消息数',
  ),
  msgGetTotalTodayMorning: word('count', 'Handed out until today’s midnight', '截至今日零点投递的消息数'),
  msgGetTotalTodayNow: word('count', 'Handed out until now', '截至目前投递的消息数'),

  commitLogDiskRatio: word('ratio', 'Disk of the commit log in use', 'CommitLog 磁盘使用率'),
  consumeQueueDiskRatio: word('ratio', 'Disk of the consume queues in use', 'ConsumeQueue 磁盘使用率'),
  commitLogDirCapacity: word('text', 'Disk of the commit log', 'CommitLog 所在磁盘'),
  commitLogMinOffset: word('bytes', 'Commit log begins at', 'CommitLog 起始位置'),
  commitLogMaxOffset: word('bytes', 'Commit log ends at', 'CommitLog 结束位置'),
  remainHowManyDataToCommit: word('text', 'Not yet committed to the page cache', '尚未提交到页缓存'),
  remainHowManyDataToFlush: word('text', 'Not yet flushed to disk', '尚未刷盘'),
  remainTransientStoreBufferNumbs: word(
    'count',
    'Free buffers of the transient store pool',
    '堆外缓冲池剩余数量',
  ),

  timerReadBehind: word('ms', 'Delayed messages are late by', '定时消息投递滞后'),
  timerOffsetBehind: word(
    'count',
    'Delayed messages not yet on the timer wheel',
    '尚未进入时间轮的定时消息数',
  ),
  timerCongestNum: word('count', 'Delayed messages on the timer wheel', '时间轮中的定时消息数'),
  timerEnqueueTps: word('rate', 'Onto the timer wheel each second', '每秒进入时间轮'),
  timerDequeueTps: word('rate', 'Off the timer wheel each second', '每秒移出时间轮'),

  EndTransactionQueueSize: word('count', 'Ends of transactions waiting', '等待处理的事务结束请求'),
  EndTransactionThreadPoolQueueCapacity: word(
    'count',
    'Ends of transactions, room for',
    '事务结束请求队列容量',
  ),
}

const POOLS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  send: ['Sends', '发送请求'],
  pull: ['Pulls', '拉取请求'],
  litePull: ['Lite pulls', '轻量拉取请求'],
  query: ['Queries', '查询请求'],
  ack: ['Acknowledgements', '确认请求'],
}

const POOL_NAME = /^(send|pull|litePull|query|ack)ThreadPoolQueue(Size|Capacity|HeadWaitTimeMills)$/

/** Undefined for a name that another release may have. */
export function runtimeWordOf(name: string): RuntimeWord | undefined {
  return Object.hasOwn(WORDS, name) ? WORDS[name] : (poolWord(name) ?? numberedWord(name))
}

function poolWord(name: string): RuntimeWord | undefined {
  const [, pool = '', what] = POOL_NAME.exec(name) ?? []
  const [en, zh] = POOLS[pool] ?? []
  if (en === undefined || zh === undefined) return undefined
  if (what === 'Size') return word('count', `${en} waiting`, `等待处理的${zh}`)
  if (what === 'Capacity') return word('count', `${en}, room for`, `${zh}队列容量`)
  return word('ms', `${en}: the first waits for`, `${zh}：队首等待时间`)
}

/** Names that end in what they are about. */
function numberedWord(name: string): RuntimeWord | undefined {
  const [, level] = /^scheduleMessageOffset_(\d+)$/.exec(name) ?? []
  if (level !== undefined) {
    return word('text', `Delay level ${level}: delivered, stored`, `延迟级别 ${level}：已投递, 已存储`)
  }
  const [, path] = /^commitLogDiskRatio_(.+)$/.exec(name) ?? []
  return path === undefined ? undefined : word('ratio', `Disk in use: ${path}`, `磁盘使用率：${path}`)
}
