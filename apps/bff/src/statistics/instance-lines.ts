/** Figures of a cluster as lines of its instances: one for each topic and each group of a topic, and their sums. */
import { groupOfKey, topicOfKey } from './counters.ts'
import type { Figures } from './figures.ts'
import { type Names, type OwnedTopic, ownersOf } from './owners.ts'
import type { SeriesKey } from './statistics-table.ts'

export interface Line extends SeriesKey {
  readonly messages: bigint | null
  /** Null for production, and where it is not known. */
  readonly lag: bigint | null
  /** The name in the brokers' own statistics: a topic, or `topic@group`; undefined for a sum. */
  readonly wireKey: string | undefined
}

export function linesOf(handles: readonly Names[], figures: Figures): Line[] {
  const ownerOf = ownersOf(handles)
  const lines = [...productionOf(ownerOf, figures), ...consumptionOf(ownerOf, figures)]
  const bySum = Map.groupBy(lines, sumKeyOf)
  const sums = handles.flatMap(({ instance: { instance_id } }) =>
    (['production', 'consumption'] as const).map((kind): Line => {
      const key = { instance_id, kind, topic: '', group: '' }
      const parts = bySum.get(sumKeyOf(key)) ?? []
      const sum = (of: (line: Line) => bigint | null): bigint | null =>
        figures.isWhole ? sumOf(parts.map(of)) : null
      const lag = kind === 'consumption' ? sum(line => line.lag) : null
      return { ...key, messages: sum(line => line.messages), lag, wireKey: undefined }
    }),
  )
  return [...sums, ...lines]
}

/** The same for a sum and its parts. */
export function sumKeyOf({ instance_id, kind }: Pick<SeriesKey, 'instance_id' | 'kind'>): string {
  return `${kind} ${instance_id}`
}

type OwnerOf = (wireTopic: string) => OwnedTopic<Names> | undefined

function productionOf(ownerOf: OwnerOf, { produced }: Figures): Line[] {
  return [...produced].flatMap(([wireKey, messages]): Line[] => {
    const owner = ownerOf(wireKey)
    if (owner === undefined) return []
    const { instance_id } = owner.handle.instance
    const key = { instance_id, kind: 'production', topic: owner.topic, group: '' } as const
    return [{ ...key, messages, lag: null, wireKey }]
  })
}

function consumptionOf(ownerOf: OwnerOf, { consumed }: Figures): Line[] {
  return [...consumed].flatMap(([wireKey, figures]): Line[] => {
    const owner = ownerOf(topicOfKey(wireKey))
    const group = owner?.handle.unwire(groupOfKey(wireKey))
    if (owner === undefined || group === undefined) return []
    const { instance_id } = owner.handle.instance
    return [{ instance_id, kind: 'consumption', topic: owner.topic, group, ...figures, wireKey }]
  })
}

/** Null as soon as one part is. */
function sumOf(parts: ReadonlyArray<bigint | null>): bigint | null {
  let total = 0n
  for (const part of parts) {
    if (part === null) return null
    total += part
  }
  return total
}
