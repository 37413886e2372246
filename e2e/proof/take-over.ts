/** Who of several replicas collects stands in their database. */
import { setTimeout } from 'node:timers/promises'
import { connectDatabase } from '../../apps/bff/src/platform/database/connect-database.ts'
import { createLog } from '../../apps/bff/src/platform/log.ts'
import { STATISTICS_LEASE } from '../../apps/bff/src/statistics/statistics-store.ts'

const POLL_MS = 200
const MOST_MS = 300_000

/**
 * @param kill ends the process that collects
 * @returns seconds from then on until another holds the lease
 */
export async function untilTakenOver(databaseUrl: string, kill: () => Promise<void>): Promise<number> {
  const db = connectDatabase({ databaseUrl, dataDir: '' }, createLog('error'))
  const holder = async (): Promise<string | undefined> =>
    (await db.selectFrom('leases').select('holder').where('name', '=', STATISTICS_LEASE).executeTakeFirst())
      ?.holder
  try {
    const before = await holder()
    await kill()
    const killedMs = Date.now()
    while ((await holder()) === before) {
      if (Date.now() - killedMs > MOST_MS) throw new Error('No other replica has taken over.')
      await setTimeout(POLL_MS)
    }
    return (Date.now() - killedMs) / 1_000
  } finally {
    await db.destroy()
  }
}
