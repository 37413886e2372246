/** A collector of statistics as another replica has it, beside those of the server. */
import { NOTHING_SEEN } from '@gantry/contract'
import { createClusterService } from '../src/clusters/cluster-service.ts'
import { createGroupService } from '../src/groups/group-service.ts'
import { createInstanceService } from '../src/instances/instance-service.ts'
import { createOffsetService } from '../src/offsets/offset-service.ts'
import type { AppContext } from '../src/platform/context.ts'
import { createMetrics } from '../src/platform/metrics/metrics.ts'
import { Collector } from '../src/statistics/collector.ts'
import { createTopicService } from '../src/topics/topic-service.ts'

/** @param metrics its own, since each replica has some */
export function newCollector(context: AppContext, metrics = createMetrics()): Collector {
  const clusters = createClusterService(context)
  const topics = createTopicService(context)
  const groups = createGroupService(context)
  // It makes no instance and shows nobody any, so nobody asks whose that would be or what was granted.
  const accounts = { firstId: '', isThere: async () => false }
  const sightOf = async () => NOTHING_SEEN
  const instances = createInstanceService({ ...context, accounts, clusters, topics, groups, sightOf })
  const config = { ...context.config, statisticsDays: 3 }
  const offsets = createOffsetService(context)
  return new Collector({ ...context, config, metrics, clusters, instances, offsets })
}
