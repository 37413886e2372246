/** The second step of the sign-in. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('is_mfa_forced', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('second_factors')
    .addColumn('user_id', 'text', column => column.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('secret_encrypted', 'text', column => column.notNull())
    .addColumn('bound_at', 'bigint')
    .addColumn('last_step', 'bigint')
    .addColumn('recovery_salt', 'text')
    .execute()
  await db.schema
    .createTable('recovery_codes')
    .addColumn('user_id', 'text', column =>
      column.notNull().references('second_factors.user_id').onDelete('cascade'),
    )
    .addColumn('code_hash', 'text', column => column.notNull())
    .addColumn('used_at', 'bigint')
    .addPrimaryKeyConstraint('recovery_codes_key', ['user_id', 'code_hash'])
    .execute()
}
