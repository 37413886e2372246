/** When the provider last vouched for a user, which of its sessions one of ours belongs to, and which logouts it has told of. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('oidc_confirmed_at', 'bigint').execute()
  await db.schema.alterTable('sessions').addColumn('oidc_sid', 'text').execute()
  await db.schema
    .createTable('oidc_logouts')
    .addColumn('token_digest', 'text', column => column.primaryKey())
    .addColumn('seen_at', 'bigint', column => column.notNull())
    .execute()
  // Nobody knows when they were last there: their tokens have the whole time from now on.
  await sql`update users set oidc_confirmed_at = ${Date.now()} where oidc_subject is not null`.execute(db)
}
