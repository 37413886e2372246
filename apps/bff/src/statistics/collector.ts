/** Collects at each full minute what went through every cluster, as long as this replica holds the lease. */
import { randomUUID } from 'node:crypto'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import { MINUTE_MS } from '../platform/clock.ts'
import { releaseLease, takeLease } from '../platform/jobs/standing-lease.ts'
import { collectCluster } from './collect-cluster.ts'
import { CollectedGauges } from './collected-gauges.ts'
import type { ClusterCounters } from './counters.ts'
import type { Sum } from './instance-lines.ts'
import { SeriesIds } from './series-ids.ts'
import { dayOf, dropDaysBefore, MINUTES_A_DAY, makeDay } from './statistics-days.ts'
import type { CollectorNeeds } from './statistics-needs.ts'
import { insertMinute, STATISTICS_LEASE } from './statistics-store.ts'

/** Longer than from one pass to the next, and over before the second one. */
const LEASE_MS = 90_000
/** What takes longer would run into the next minute. */
const PASS_MS = 40_000

export class Collector {
  private readonly needs: CollectorNeeds
  /** Of this process, for the lease. */
  private readonly holder = randomUUID()
  private readonly series: SeriesIds
  /** What was read last, by cluster. */
  private readonly readings = new Map<string, ClusterCounters>()
  private readonly gauges: CollectedGauges
  private madeDay: number | undefined
  private passing: Promise<void> = Promise.resolve()

  constructor(needs: CollectorNeeds) {
    this.needs = needs
    this.series = new SeriesIds(needs.db)
    this.gauges = new CollectedGauges(needs.metrics.registry, needs.config.metricsNames)
  }

  /** From the next full minute on, until the server stops. */
  begin(): void {
    const { clock, stopping, onClose } = this.needs
    let timer: NodeJS.Timeout | undefined
    const next = (): void => {
      timer = setTimeout(turn, MINUTE_MS - (clock.nowMs() % MINUTE_MS)).unref()
    }
    const turn = (): void => {
      this.passing = this.pass().finally(() => {
        if (!stopping.aborted) next()
      })
    }
    next()
    stopping.addEventListener('abort', () => clearTimeout(timer))
    onClose(() => this.end())
  }

  /** What is to be done at a full minute. Never rejects: what fails leaves a gap. */
  async pass(): Promise<void> {
    const { db, clock, log } = this.needs
    const nowMs = clock.nowMs()
    // A timer may be early by a moment.
    const minute = Math.round(nowMs / MINUTE_MS)
    try {
      const lease = { holder: this.holder, nowMs, untilMs: nowMs + LEASE_MS }
      if (!(await takeLease(db, STATISTICS_LEASE, lease))) {
        this.forget()
        return
      }
      await this.settleDays(minute)
      const rows = await this.needs.clusters.rows()
      this.forgetOthers(rows)
      const lines = await Promise.all(rows.map(row => this.collect(row, minute)))
      await this.write(minute - 1, lines.flat())
    } catch (error) {
      this.forget()
      log.warn({ err: error }, 'statistics cannot be collected')
    }
  }

  /** Lets another replica go on at once. */
  async end(): Promise<void> {
    await this.passing
    await releaseLease(this.needs.db, STATISTICS_LEASE, this.holder).catch((error: unknown) =>
      this.needs.log.warn({ err: error }, 'the lease of the statistics could not be given back'),
    )
  }

  /** @returns what is known of the minute: nothing of a cluster that cannot be asked */
  private async collect(row: ClusterRow, minute: number): Promise<Sum[]> {
    const { stopping, log } = this.needs
    const before = this.readings.get(row.cluster_id)
    this.readings.delete(row.cluster_id)
    try {
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(PASS_MS)])
      const { counters, lines, sums } = await collectCluster(this.needs, row, minute, before, signal)
      if (counters) this.readings.set(row.cluster_id, counters)
      const known = [...sums, ...lines].filter(({ figures }) => Object.values(figures).some(isKnown))
      await this.series.settle(known, dayOf(minute - 1))
      return known
    } catch (error) {
      if (!stopping.aborted) log.warn({ err: error, cluster: row.name }, 'a minute of statistics is missing')
      return []
    }
  }

  /** All clusters at once: a minute that is there is complete. */
  private async write(minute: number, lines: readonly Sum[]): Promise<void> {
    this.gauges.show(minute + 1, lines)
    if (lines.length === 0) return
    const points = lines.flatMap(line => {
      const seriesId = this.series.of(line)
      return seriesId === undefined ? [] : [{ seriesId, kind: line.kind, figures: line.figures }]
    })
    const lease = { holder: this.holder, nowMs: this.needs.clock.nowMs() }
    const isWritten = await insertMinute(this.needs.db, lease, minute, points)
    if (!isWritten) this.forget()
  }

  /** What comes next is a gap. */
  private forget(): void {
    this.readings.clear()
    this.gauges.clear()
  }

  private async settleDays(minute: number): Promise<void> {
    const { db, config } = this.needs
    // The minute that is written is the one before.
    const day = dayOf(minute - 1)
    if (day === this.madeDay) return
    await makeDay(db, day)
    // What cannot be dropped now is dropped with the next day.
    this.madeDay = day
    const firstKept = dayOf(minute - config.statisticsDays * MINUTES_A_DAY)
    if (await dropDaysBefore(db, firstKept)) this.series.forget()
  }

  private forgetOthers(rows: readonly ClusterRow[]): void {
    const ids = new Set(rows.map(row => row.cluster_id))
    for (const id of this.readings.keys()) if (!ids.has(id)) this.readings.delete(id)
  }
}

function isKnown(figure: number | null): boolean {
  return figure !== null
}
