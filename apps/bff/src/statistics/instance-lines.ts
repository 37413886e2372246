/** Figures of a cluster as lines of its instances: one for each topic and each group of a topic, and their sums. */
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { ownTopic } from '../topics/topic-names.ts'
import { groupOfKey, topicOfKey } from './counters.ts'
import type { Figures } from './figures.ts'
import type { SeriesKey } from './statistics-table.ts'

type Names = Pick<InstanceHandle, 'wire' | 'unwire'> & { readonly instance: { readonly instance_id: string } }

export interface Line extends SeriesKey {
  readonly messages: bigint | null
  /** Null for production, and where it is not known. */
  readonly lag: bigint | null
  /** The name in the brokers' own statistics: a topic, or `topic@group`; undefined for a sum. */
  readonly wireKey: string | undefined
}

export function linesOf(names: Names, { produced, consumed, isWhole }: Figures): Line[] {
  const { instance_id } = names.instance
  const production: Line[] = []
  for (const [wireTopic, messages] of produced) {
    const topic = ownTopic(names, wireTopic)
    if (topic === undefined) continue
    production.push({
      instance_id,
      kind: 'production',
      topic,
      group: '',
      messages,
      lag: null,
      wireKey: wireTopic,
    })
  }
  const consumption: Line[] = []
  for (const [key, figures] of consumed) {
    const topic = ownTopic(names, topicOfKey(key))
    const group = names.unwire(groupOfKey(key))
    if (topic === undefined || group === undefined) continue
    consumption.push({ instance_id, kind: 'consumption', topic, group, ...figures, wireKey: key })
  }
  return [
    sumOf(instance_id, 'production', production, isWhole),
    ...production,
    sumOf(instance_id, 'consumption', consumption, isWhole),
    ...consumption,
  ]
}

function sumOf(instance_id: string, kind: SeriesKey['kind'], lines: readonly Line[], isWhole: boolean): Line {
  const isLagKnown = isWhole && kind === 'consumption'
  return {
    instance_id,
    kind,
    topic: '',
    group: '',
    messages: isWhole ? sum(lines.map(({ messages }) => messages)) : null,
    lag: isLagKnown ? sum(lines.map(({ lag }) => lag)) : null,
    wireKey: undefined,
  }
}

/** Null as soon as one part is. */
function sum(parts: ReadonlyArray<bigint | null>): bigint | null {
  let total = 0n
  for (const part of parts) {
    if (part === null) return null
    total += part
  }
  return total
}
