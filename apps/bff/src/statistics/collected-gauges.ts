/**
 * The minute that was collected last, for Prometheus: by the replica that collects, and only while it does. A figure that is not
 * known is not there.
 */
import { Gauge, type Registry } from 'prom-client'
import type { Sum } from './instance-lines.ts'
import { NamedLines } from './named-lines.ts'
import { type Figure, type SeriesKind, togetherOf } from './statistics-figures.ts'

interface Shown {
  readonly name: string
  readonly help: string
  readonly kind: SeriesKind
  readonly figure: Figure
  /** What the figure is divided by. */
  readonly per?: number
}

const SECONDS_A_MINUTE = 60
const SHOWN: readonly Shown[] = [
  {
    name: 'gantry_produced_messages_per_second',
    help: 'Messages that a topic took in, over the last collected minute.',
    kind: 'production',
    figure: 'messages',
    per: SECONDS_A_MINUTE,
  },
  {
    name: 'gantry_consumed_messages_per_second',
    help: 'Messages that a group was done with, over the last collected minute.',
    kind: 'consumption',
    figure: 'messages',
    per: SECONDS_A_MINUTE,
  },
  {
    name: 'gantry_lag_messages',
    help: 'Messages that are stored and not yet consumed.',
    kind: 'consumption',
    figure: 'lag',
  },
  {
    name: 'gantry_delay_seconds',
    help: 'How long the oldest message of the lag has waited; 0 is less than a minute.',
    kind: 'consumption',
    figure: 'delaySeconds',
  },
  {
    name: 'gantry_new_dead_letters',
    help: 'Messages that came to the dead letters of a group in the last collected minute.',
    kind: 'group',
    figure: 'deadLetters',
  },
  {
    name: 'gantry_new_retries',
    help: 'Messages that were sent back by a group in the last collected minute.',
    kind: 'group',
    figure: 'retries',
  },
]

const LABELS = {
  production: ['instance', 'topic'],
  consumption: ['instance', 'group', 'topic'],
  group: ['instance', 'group'],
} as const satisfies Record<SeriesKind, ReadonlyArray<keyof Labels>>

interface Labels {
  readonly instance: string
  readonly group: string
  readonly topic: string
}

const OTHER: Labels = { instance: 'other', group: 'other', topic: 'other' }

export class CollectedGauges {
  private readonly shown: ReadonlyArray<Shown & { readonly gauge: Gauge }>
  private readonly collected: Gauge
  private readonly named: Readonly<Record<SeriesKind, NamedLines>>

  /** @param limit lines of a kind that have their names; the rest are put together */
  constructor(registry: Registry, limit: number) {
    const registers = [registry]
    this.shown = SHOWN.map(shown => {
      const { name, help, kind } = shown
      return { ...shown, gauge: new Gauge({ name, help, labelNames: [...LABELS[kind]], registers }) }
    })
    this.collected = new Gauge({
      name: 'gantry_collected_timestamp_seconds',
      help: 'The end of the last minute that was collected.',
      registers,
    })
    // Before there is anything it would say 0.
    this.collected.remove()
    this.named = {
      production: new NamedLines(limit, 'messages'),
      consumption: new NamedLines(limit, 'lag'),
      group: new NamedLines(limit, 'deadLetters'),
    }
  }

  /** @param lines of the minute before; sums of instances are left out, since Prometheus adds up itself */
  show(minute: number, lines: readonly Sum[]): void {
    const parts = Map.groupBy(
      lines.filter(({ topic, group }) => topic !== '' || group !== ''),
      ({ kind }) => kind,
    )
    for (const { gauge, kind, figure, per = 1 } of this.shown) {
      gauge.reset()
      const { named, others } = this.named[kind].of(parts.get(kind) ?? [])
      const set = (labels: Labels, value: number | null | undefined): void => {
        const known = Object.fromEntries(LABELS[kind].map(label => [label, labels[label]]))
        if (value !== null && value !== undefined) gauge.set(known, value / per)
      }
      for (const { instance_id: instance, group, topic, figures } of named) {
        set({ instance, group, topic }, figures[figure])
      }
      if (others.length === 0) continue
      set(
        OTHER,
        togetherOf(
          figure,
          others.map(({ figures }) => figures[figure]),
        ),
      )
    }
    this.collected.set(minute * SECONDS_A_MINUTE)
  }

  /** Nothing is known, or another replica knows it. */
  clear(): void {
    for (const { gauge } of this.shown) gauge.reset()
    this.collected.remove()
  }
}
