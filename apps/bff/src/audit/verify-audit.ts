/** `verify-audit`: walks the chain of the audit record and says whether anything in it was changed afterwards. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { type Config, ConfigError } from '../platform/config/config.ts'
import { connectDatabase } from '../platform/database/connect-database.ts'
import type { Database } from '../platform/database/database.ts'
import { migrateToLatest } from '../platform/database/migrate.ts'
import { hashOf } from './audit-hash.ts'
import { countUnchained, findAuditHead, selectChain } from './audit-store.ts'

const PAGE = 1_000

/**
 * Works beside a running server.
 * @param noted a hash that this command has printed before: it must still be in the chain. Who can write to the database could
 *   make a whole new chain, but not one that holds it.
 * @returns what to print
 * @throws ConfigError naming the first event that does not fit
 */
export async function verifyAudit(config: Config, log: Logger, noted?: string): Promise<string> {
  const db = connectDatabase(config, log)
  try {
    await migrateToLatest(db)
    // Events that are written meanwhile come after this end.
    const head = await findAuditHead(db)
    const isNotedThere = await walk(db, head, noted)
    if (!isNotedThere) throw broken(`the hash ${noted} is not in it any more`)
    const unchained = await countUnchained(db)
    if (unchained !== head.unchained) {
      throw broken(`of ${head.unchained} events from before the chain ${unchained} are there`)
    }
    return `The audit record is whole: ${head.number} events in the chain, ${unchained} from before it. Keep this hash elsewhere to check against it later: ${head.hash}`
  } finally {
    await db.destroy()
  }
}

/** @returns whether the noted hash was met, or none was asked for */
async function walk(
  db: Kysely<Database>,
  head: { readonly number: number; readonly hash: string },
  noted: string | undefined,
): Promise<boolean> {
  let before = ''
  let isMet = noted === undefined || noted === ''
  let number = 0
  while (number < head.number) {
    const page = await selectChain(db, { after: number, upTo: head.number, limit: PAGE })
    if (page.length === 0) throw broken(`the event number ${number + 1} is missing`)
    for (const event of page) {
      number++
      if (event.number !== number) throw broken(`the event number ${number} is missing`)
      if (event.hash !== hashOf({ ...event, number }, before)) {
        throw broken(`the event number ${number} (${event.audit_id}) or the one before it was changed`)
      }
      before = event.hash
      isMet ||= before === noted
    }
  }
  if (before !== head.hash) throw broken('its end is not where it was')
  return isMet
}

function broken(why: string): ConfigError {
  return new ConfigError(`The audit record is not what was written: ${why}.`)
}
