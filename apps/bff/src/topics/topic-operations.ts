import {
  type Topic,
  topicCreate,
  topicDelete,
  topicList,
  topicProducers,
  topicRepair,
  topicRoutes,
  topicSubscriptions,
  topicUpdate,
  topicView,
} from '@gantry/contract'
import { failuresOf } from '../platform/brokers/outcomes.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { listProducers, listSubscriptions } from './topic-clients.ts'
import { createTopic } from './topic-create.ts'
import { removeTopic } from './topic-delete.ts'
import { listTopics } from './topic-list.ts'
import { topicTarget } from './topic-names.ts'
import type { TopicNeeds } from './topic-needs.ts'
import { repairTopic } from './topic-repair.ts'
import { updateTopic } from './topic-update.ts'
import { viewRoutes, viewTopic } from './topic-view.ts'

export function topicOperations(needs: TopicNeeds): Operation[] {
  return [...reads(needs), ...changes(needs)]
}

function reads(needs: TopicNeeds): Operation[] {
  return [
    operation(topicList, ({ caller, params, query, signal }) =>
      listTopics(needs, caller, params, query, signal),
    ),
    operation(topicView, ({ caller, params, signal }) => viewTopic(needs, caller, params, signal)),
    operation(topicRoutes, ({ caller, params, signal }) => viewRoutes(needs, caller, params, signal)),
    operation(topicSubscriptions, ({ caller, params, signal }) =>
      listSubscriptions(needs, caller, params, signal),
    ),
    operation(topicProducers, ({ caller, params, signal }) => listProducers(needs, caller, params, signal)),
  ]
}

function changes(needs: TopicNeeds): Operation[] {
  return [
    operation(topicCreate, async ({ caller, params, body, signal, audit }) => {
      audit.target(topicTarget({ ...params, topic: body.topic }))
      audit.asked(body)
      const created = await createTopic(needs, caller, params, body, signal)
      audit.change(null, recordedTopic(created.topic))
      audit.details({ failures: failuresOf(created.outcomes) })
      return created
    }),
    operation(topicUpdate, async ({ caller, params, body, signal, audit }) => {
      audit.target(topicTarget(params))
      audit.asked(body)
      const { before, topic } = await updateTopic(needs, caller, params, body, signal)
      const { description, version } = topic
      audit.change({ description: before, version: version - 1 }, { description, version })
      return topic
    }),
    operation(topicRepair, async ({ caller, params, body: { action }, signal, audit }) => {
      audit.target(topicTarget(params))
      audit.details({ action })
      const { before, repaired } = await repairTopic(needs, caller, params, action, signal)
      audit.change(recordedTopic(before), repaired.topic && recordedTopic(repaired.topic))
      audit.details({ failures: failuresOf(repaired.outcomes) })
      return repaired
    }),
    operation(topicDelete, async ({ caller, params, query: { confirm }, signal, audit }) => {
      audit.target(topicTarget(params))
      const { topic, grantees } = await removeTopic(needs, caller, params, confirm, signal)
      audit.change(recordedTopic(topic), null)
      audit.details({ grantsRevoked: grantees })
    }),
  ]
}

function recordedTopic({ messageType, description, state, brokerNames }: Topic) {
  return { messageType, description, state, brokerNames }
}
