/** Figures of a cluster as lines of its instances: one for each topic, each group and each topic of a group, and their sums. */
import { groupOfKey, topicOfKey } from './counters.ts'
import type { Figures } from './figures.ts'
import type { Names, Owners } from './owners.ts'
import { FIGURES, type FigureSet, type SeriesKind, togetherOf } from './statistics-figures.ts'
import type { SeriesKey } from './statistics-table.ts'

export interface Line extends SeriesKey {
  readonly figures: FigureSet
  /** The name on the brokers: a topic, a group, or `topic@group`. */
  readonly wireKey: string
}

export type Sum = Omit<Line, 'wireKey'>

/** What is not an instance's own is left out, and so is what only brokers know: bytes and delays. */
export function linesOf(owners: Owners<Names>, figures: Figures): Line[] {
  return [
    ...productionOf(owners, figures),
    ...consumptionOf(owners, figures),
    ...groupLinesOf(owners, figures),
  ]
}

/** @param isWhole false: some line may be missing, and no sum is known */
export function sumsOf(handles: readonly Names[], lines: readonly Line[], isWhole: boolean): Sum[] {
  const bySum = Map.groupBy(lines, sumKeyOf)
  return handles.flatMap(({ instance: { instance_id } }) =>
    KINDS.map((kind): Sum => {
      const parts = bySum.get(sumKeyOf({ instance_id, kind })) ?? []
      const figures = FIGURES[kind].map(figure => [
        figure,
        isWhole
          ? togetherOf(
              figure,
              parts.map(part => part.figures[figure]),
            )
          : null,
      ])
      return { instance_id, kind, topic: '', group: '', figures: Object.fromEntries(figures) }
    }),
  )
}

const KINDS: readonly SeriesKind[] = ['production', 'consumption', 'group']

function sumKeyOf({ instance_id, kind }: Pick<SeriesKey, 'instance_id' | 'kind'>): string {
  return `${kind} ${instance_id}`
}

function productionOf({ ofTopic }: Owners<Names>, { produced }: Figures): Line[] {
  return [...produced].flatMap(([wireKey, messages]): Line[] => {
    const owner = ofTopic(wireKey)
    if (owner === undefined) return []
    const { instance_id } = owner.handle.instance
    const key = { instance_id, kind: 'production', topic: owner.topic, group: '' } as const
    return [{ ...key, figures: { messages: toNumber(messages) }, wireKey }]
  })
}

function consumptionOf({ ofTopic }: Owners<Names>, { consumed }: Figures): Line[] {
  return [...consumed].flatMap(([wireKey, { messages, lag }]): Line[] => {
    const owner = ofTopic(topicOfKey(wireKey))
    const group = owner?.handle.groups.unwire(groupOfKey(wireKey))
    if (owner === undefined || group === undefined) return []
    const { instance_id } = owner.handle.instance
    const key = { instance_id, kind: 'consumption', topic: owner.topic, group } as const
    return [{ ...key, figures: { messages: toNumber(messages), lag: toNumber(lag) }, wireKey }]
  })
}

function groupLinesOf({ ofGroup }: Owners<Names>, { groups }: Figures): Line[] {
  return [...groups].flatMap(([wireKey, { deadLetters, retries, clients }]): Line[] => {
    const owner = ofGroup(wireKey)
    if (owner === undefined) return []
    const { instance_id } = owner.handle.instance
    const key = { instance_id, kind: 'group', topic: '', group: owner.group } as const
    const figures = { deadLetters: toNumber(deadLetters), retries: toNumber(retries), clients }
    return [{ ...key, figures, wireKey }]
  })
}

/** Of one minute: far below what a number holds exactly. */
function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value)
}
