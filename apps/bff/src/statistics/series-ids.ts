/** The numbers of series, remembered by the replica that writes. */
import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { insertSeries, selectSeries } from './statistics-store.ts'
import type { SeriesKey } from './statistics-table.ts'

export class SeriesIds {
  private readonly db: Kysely<Database>
  private readonly byKey = new Map<string, number>()

  constructor(db: Kysely<Database>) {
    this.db = db
  }

  /** @throws database errors, also when an instance is gone */
  async settle(keys: readonly SeriesKey[]): Promise<void> {
    const missing = keys.filter(key => this.of(key) === undefined)
    if (missing.length === 0) return
    await insertSeries(
      this.db,
      missing.map(({ instance_id, kind, topic, group }) => ({ instance_id, kind, topic, group })),
    )
    const instanceIds = [...new Set(missing.map(({ instance_id }) => instance_id))]
    for (const row of await selectSeries(this.db, instanceIds)) this.byKey.set(textOf(row), row.series_id)
  }

  of(key: SeriesKey): number | undefined {
    return this.byKey.get(textOf(key))
  }

  /** After series were deleted. */
  forget(): void {
    this.byKey.clear()
  }
}

function textOf({ instance_id, kind, topic, group }: SeriesKey): string {
  return [instance_id, kind, topic, group].join('\n')
}
