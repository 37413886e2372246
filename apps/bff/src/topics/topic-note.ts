/** Notes topics that others make on the brokers, such as those of the sandbox: they are managed from the beginning. */
import type { TopicNeeds } from './topic-needs.ts'
import { findTopic, insertTopic } from './topic-store.ts'
import type { TopicTable } from './topic-table.ts'

export interface TopicToNote {
  readonly topic: string
  readonly messageType: TopicTable['message_type']
  readonly description: string
}

export async function ensureNoted(
  { db, clock }: Pick<TopicNeeds, 'db' | 'clock'>,
  instanceId: string,
  topics: readonly TopicToNote[],
  brokerNames: readonly string[],
): Promise<void> {
  for (const { topic, messageType, description } of topics) {
    const row: TopicTable = {
      instance_id: instanceId,
      topic,
      message_type: messageType,
      description,
      state: 'READY',
      version: 0,
      created_at: clock.nowMs(),
      broker_names: JSON.stringify(brokerNames),
    }
    if ((await findTopic(db, row)) === undefined) await insertTopic(db, row)
  }
}
