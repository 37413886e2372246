/** `verify-audit`: walks the chain of the audit record and says whether anything in it was changed afterwards. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Config, ConfigError } from '../platform/config/config.ts'
import { connectDatabase } from '../platform/database/connect-database.ts'
import type { Database } from '../platform/database/database.ts'
import { migrateToLatest } from '../platform/database/migrate.ts'
import { loadKeys } from '../platform/secrets/key-file.ts'
import { createSecrets } from '../platform/secrets/secrets.ts'
import { hashOf, isKeyed, sealOf } from './audit-hash.ts'
import { openAuditKey } from './audit-key.ts'
import { type AuditCounts, findAuditState, selectChain } from './audit-store.ts'
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
    const secrets = createSecrets(...(await loadKeys(config)))
    // Events that are written meanwhile come after this end.
    const head = await findAuditState(db)
    const key = head.key_encrypted === null ? null : openAuditKey(secrets, head.key_encrypted)
    const walked = await walk(db, head, key, noted)
    requireAnchor(head, walked.trims)
    requireHead(head, key)
    if (!walked.isNotedThere) throw broken(notThere(head, noted))
    return whole(head, walked)
  } finally {
    await db.destroy()
  }
}

function whole({ number, hash, trimmed_number, unchained }: AuditHeadTable, { plain }: Walked): string {
  return [
    `The audit record is whole: ${number - trimmed_number} events in the chain, ${unchained} from before it.`,
    ...(trimmed_number === 0 ? [] : [`Events up to number ${trimmed_number} were trimmed.`]),
    ...(plain === 0 ? [] : [`The first ${plain} are from before it had a key.`]),
    `Keep this hash elsewhere to check against it later: ${hash}`,
  ].join(' ')
}

interface Walked {
  /** Whether the noted hash was met, or none was asked for. */
  readonly isNotedThere: boolean
  /** What events say was trimmed, in their order. */
  readonly trims: readonly unknown[]
  /** Events whose hash is from before there was a key. */
  readonly plain: number
}

/** From what the record is anchored to, up to its end. */
async function walk(
  db: Kysely<Database>,
  head: AuditHeadTable,
  key: Buffer | null,
  noted: string | undefined,
): Promise<Walked> {
  let before = head.trimmed_hash
  let isNotedThere = noted === undefined || noted === '' || noted === before
  let number = head.trimmed_number
  let plain = 0
  const trims: unknown[] = []
  while (number < head.number) {
    const page = await selectChain(db, { after: number, upTo: head.number, limit: PAGE })
    if (page.length === 0) throw broken(`the event number ${number + 1} is missing`)
    for (const event of page) {
      number++
      if (event.number !== number) throw broken(`the event number ${number} is missing`)
      if (isKeyed(before) && !isKeyed(event.hash)) {
        throw broken(`the event number ${number} (${event.audit_id}) has no key, as those before it have`)
      }
      if (!isKeyed(event.hash)) plain++
      if (event.hash !== hashOf({ ...event, number }, before, isKeyed(event.hash) ? key : null)) {
        throw broken(`the event number ${number} (${event.audit_id}) or the one before it was changed`)
      }
      before = event.hash
      isNotedThere ||= before === noted
      if (event.action === AUDIT_TRIM) trims.push(JSON.parse(event.details))
    }
  }
  if (before !== head.hash) throw broken('its end is not where it was')
  return { isNotedThere, trims, plain }
}

/** Whoever takes events away must have said so in the chain, which goes on after them. */
function requireAnchor({ trimmed_number, trimmed_hash }: AuditHeadTable, trims: readonly unknown[]): void {
  const last = trims.map(trim => trimShape.parse(trim)).at(-1) ?? { through: 0, hash: '' }
  if (last.through === trimmed_number && last.hash === trimmed_hash) return
  throw broken(`it begins after event number ${trimmed_number}, but no event says that it was trimmed there`)
}

/** What the chain does not hold by itself: that it has a key, and that nothing stands beside it. */
function requireHead(head: AuditHeadTable & AuditCounts, key: Buffer | null): void {
  if (head.number > 0 && (key === null || !isKeyed(head.hash))) {
    throw broken(
      'no event of it has a key. Each has one from the first start of this version on, so it was written anew, unless the console was updated and has not been started since',
    )
  }
  if (head.stray > 0) throw broken(`events with numbers that are not in the chain: ${head.stray}`)
  if (head.loose !== head.unchained) {
    throw broken(`of ${head.unchained} events from before the chain ${head.loose} are there`)
  }
  if (key !== null && head.seal !== sealOf(head, key)) throw broken('where it begins and ends was changed')
}

function notThere({ trimmed_number }: AuditHeadTable, noted = ''): string {
  const trimmed = trimmed_number === 0 ? '' : `, unless it is older than event number ${trimmed_number + 1}`
  return `the hash ${noted} is not in it any more${trimmed}`
}

function broken(why: string): ConfigError {
  return new ConfigError(`The audit record is not what was written: ${why}.`)
}
