/** `verify-audit`: walks the chain of the audit record and says whether anything in it was changed afterwards. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Config, ConfigError } from '../platform/config/config.ts'
import { connectDatabase } from '../platform/database/connect-database.ts'
import type { Database } from '../platform/database/database.ts'
import { migrateToLatest } from '../platform/database/migrate.ts'
import { hashOf } from './audit-hash.ts'
import { countUnchained, findAuditHead, selectChain } from './audit-store.ts'
import type { AuditHeadTable } from './audit-table.ts'
import { AUDIT_TRIM } from './audit-trim.ts'

const PAGE = 1_000
const trimShape = z.object({ through: z.int(), hash: z.string() })

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
    const { isNotedThere, trims } = await walk(db, head, noted)
    requireAnchor(head, trims)
    if (!isNotedThere) throw broken(notThere(head, noted))
    const unchained = await countUnchained(db)
    if (unchained !== head.unchained) {
      throw broken(`of ${head.unchained} events from before the chain ${unchained} are there`)
    }
    const trimmed =
      head.trimmed_number === 0 ? '' : ` Events up to number ${head.trimmed_number} were trimmed.`
    const kept = head.number - head.trimmed_number
    return `The audit record is whole: ${kept} events in the chain, ${unchained} from before it.${trimmed} Keep this hash elsewhere to check against it later: ${head.hash}`
  } finally {
    await db.destroy()
  }
}

interface Walked {
  /** Whether the noted hash was met, or none was asked for. */
  readonly isNotedThere: boolean
  /** What events say was trimmed, in their order. */
  readonly trims: readonly unknown[]
}

/** From what the record is anchored to, up to its end. */
async function walk(
  db: Kysely<Database>,
  head: Pick<AuditHeadTable, 'number' | 'hash' | 'trimmed_number' | 'trimmed_hash'>,
  noted: string | undefined,
): Promise<Walked> {
  let before = head.trimmed_hash
  let isNotedThere = noted === undefined || noted === '' || noted === before
  let number = head.trimmed_number
  const trims: unknown[] = []
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
      isNotedThere ||= before === noted
      if (event.action === AUDIT_TRIM) trims.push(JSON.parse(event.details))
    }
  }
  if (before !== head.hash) throw broken('its end is not where it was')
  return { isNotedThere, trims }
}

/** Whoever takes events away must have said so in the chain, which goes on after them. */
function requireAnchor({ trimmed_number, trimmed_hash }: AuditHeadTable, trims: readonly unknown[]): void {
  const last = trims.map(trim => trimShape.parse(trim)).at(-1) ?? { through: 0, hash: '' }
  if (last.through === trimmed_number && last.hash === trimmed_hash) return
  throw broken(`it begins after event number ${trimmed_number}, but no event says that it was trimmed there`)
}

function notThere({ trimmed_number }: AuditHeadTable, noted = ''): string {
  const trimmed = trimmed_number === 0 ? '' : `, unless it is older than event number ${trimmed_number + 1}`
  return `the hash ${noted} is not in it any more${trimmed}`
}

function broken(why: string): ConfigError {
  return new ConfigError(`The audit record is not what was written: ${why}.`)
}
