/** The numbers of series, remembered by the replica that writes. */
import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { insertSeries, markSeries, selectSeries } from './statistics-store.ts'
import type { SeriesKey } from './statistics-table.ts'

export class SeriesIds {
  private readonly db: Kysely<Database>
  private readonly byKey = new Map<string, number>()
  private markedDay: number | undefined
  /** Of that day. */
  private readonly marked = new Set<number>()

  constructor(db: Kysely<Database>) {
    this.db = db
  }

  /**
   * @param day that they have points of
   * @throws database errors, also when an instance is gone
   */
  async settle(keys: readonly SeriesKey[], day: number): Promise<void> {
    await this.settleNames(keys.filter(key => this.of(key) === undefined))
    if (day !== this.markedDay) this.marked.clear()
    this.markedDay = day
    const unmarked = keys.map(key => this.of(key)).filter(id => id !== undefined && !this.marked.has(id))
    await markSeries(
      this.db,
      unmarked.filter(id => id !== undefined),
      day,
    )
    for (const id of unmarked) if (id !== undefined) this.marked.add(id)
  }

  of(key: SeriesKey): number | undefined {
    return this.byKey.get(textOf(key))
  }

  /** After series were deleted. */
  forget(): void {
    this.byKey.clear()
    this.marked.clear()
  }

  private async settleNames(missing: readonly SeriesKey[]): Promise<void> {
    if (missing.length === 0) return
    await insertSeries(
      this.db,
      missing.map(({ instance_id, kind, topic, group }) => ({ instance_id, kind, topic, group })),
    )
    const instanceIds = [...new Set(missing.map(({ instance_id }) => instance_id))]
    for (const row of await selectSeries(this.db, instanceIds)) this.byKey.set(textOf(row), row.series_id)
  }
}

function textOf({ instance_id, kind, topic, group }: SeriesKey): string {
  return [instance_id, kind, topic, group].join('\n')
}
