/** The same reset with RocketMQ's own command line tool. */
import type { ResetTarget } from '@gantry/contract'

interface Named {
  readonly namesrvAddr: string
  readonly wireGroup: string
  readonly wireTopic: string
  /** Of the broker of one queue. */
  readonly brokerAddr?: string | undefined
}

export function mqadminCommand(named: Named, to: ResetTarget): string {
  const { namesrvAddr, wireGroup, wireTopic, brokerAddr } = named
  const place = `-n ${quoted(namesrvAddr)} -g ${quoted(wireGroup)} -t ${quoted(wireTopic)}`
  if (to === 'latest') return `mqadmin skipAccumulatedMessage ${place}`
  if (to === 'earliest') return `mqadmin resetOffsetByTime ${place} -s 0`
  if ('time' in to) return `mqadmin resetOffsetByTime ${place} -s ${Date.parse(to.time)}`
  const queue = `-b ${quoted(brokerAddr ?? to.queue.brokerName)} -q ${to.queue.queueId}`
  return `mqadmin resetOffsetByTime ${place} ${queue} -s 0 -o ${to.offset}`
}

/** For a POSIX shell: names hold `%`, lists of addresses `;`. */
function quoted(text: string): string {
  return /^[\w.:%@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
