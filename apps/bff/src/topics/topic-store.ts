import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { TopicTable } from './topic-table.ts'

export type TopicKey = Pick<TopicTable, 'instance_id' | 'topic'>

export function selectTopics(db: Kysely<Database>, instanceId: string): Promise<TopicTable[]> {
  return db.selectFrom('topics').selectAll().where('instance_id', '=', instanceId).execute()
}

/** Names alone, of several instances. */
export async function selectTopicNames(
  db: Kysely<Database>,
  instanceIds: readonly string[],
): Promise<TopicKey[]> {
  if (instanceIds.length === 0) return []
  return await db
    .selectFrom('topics')
    .select(['instance_id', 'topic'])
    .where('instance_id', 'in', instanceIds)
    .execute()
}

export function findTopic(db: Kysely<Database>, key: TopicKey): Promise<TopicTable | undefined> {
  return db
    .selectFrom('topics')
    .selectAll()
    .where('instance_id', '=', key.instance_id)
    .where('topic', '=', key.topic)
    .executeTakeFirst()
}

/** @throws what isUniqueViolation knows, when there is one of that name */
export async function insertTopic(db: Kysely<Database>, row: TopicTable): Promise<void> {
  await db.insertInto('topics').values(row).execute()
}

/** Notes where a change has come to: the description and its version stay. */
export async function settleTopic(
  db: Kysely<Database>,
  key: TopicKey,
  { state, broker_names }: Pick<TopicTable, 'state' | 'broker_names'>,
): Promise<void> {
  await db
    .updateTable('topics')
    .set({ state, broker_names })
    .where('instance_id', '=', key.instance_id)
    .where('topic', '=', key.topic)
    .execute()
}

/** @returns the topic as it is now; undefined when it is gone or its version is another */
export function describeTopic(
  db: Kysely<Database>,
  key: TopicKey,
  { description, version }: Pick<TopicTable, 'description' | 'version'>,
): Promise<TopicTable | undefined> {
  return db
    .updateTable('topics')
    .set({ description, version: version + 1 })
    .where('instance_id', '=', key.instance_id)
    .where('topic', '=', key.topic)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteTopicsOf(db: Kysely<Database>, instanceId: string): Promise<void> {
  await db.deleteFrom('topics').where('instance_id', '=', instanceId).execute()
}

export async function deleteTopic(db: Kysely<Database>, key: TopicKey): Promise<void> {
  await db
    .deleteFrom('topics')
    .where('instance_id', '=', key.instance_id)
    .where('topic', '=', key.topic)
    .execute()
}
