/** Who signs in through a provider: issuer and subject are the identity there, and belong to one user. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['oidc_issuer', 'oidc_subject']) {
    await db.schema.alterTable('users').addColumn(column, 'text').execute()
  }
  await db.schema
    .createIndex('users_oidc')
    .on('users')
    .columns(['oidc_issuer', 'oidc_subject'])
    .unique()
    .execute()
}
