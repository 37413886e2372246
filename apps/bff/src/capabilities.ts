/** Every capability, each built from the context and the services before it. One that goes takes its lines with it. */
import { auditOperations } from './audit/audit-operations.ts'
import { auditPolicy } from './audit/audit-policy.ts'
import { createAuditService } from './audit/audit-service.ts'
import { brokerOperations } from './brokers/broker-operations.ts'
import { brokerPolicy } from './brokers/broker-policy.ts'
import { clusterOperations } from './clusters/cluster-operations.ts'
import { clusterPolicy } from './clusters/cluster-policy.ts'
import { createClusterService } from './clusters/cluster-service.ts'
import { consumerOperations } from './consumers/consumer-operations.ts'
import { consumerPolicy } from './consumers/consumer-policy.ts'
import { createConsumerService } from './consumers/consumer-service.ts'
import { deadLetterOperations } from './deadletters/dead-letter-operations.ts'
import { deadLetterPolicy } from './deadletters/dead-letter-policy.ts'
import { createDeadLetterService } from './deadletters/dead-letter-service.ts'
import { diagnosisOperations } from './diagnosis/diagnosis-operations.ts'
import { diagnosisPolicy } from './diagnosis/diagnosis-policy.ts'
import { groupOperations } from './groups/group-operations.ts'
import { groupPolicy } from './groups/group-policy.ts'
import { createGroupService } from './groups/group-service.ts'
import { ensureFirstCluster } from './instances/first-cluster.ts'
import { instanceOperations } from './instances/instance-operations.ts'
import { instancePolicy } from './instances/instance-policy.ts'
import { createInstanceService } from './instances/instance-service.ts'
import { lookupOperations } from './lookups/lookup-operations.ts'
import { lookupPolicy } from './lookups/lookup-policy.ts'
import { messageOperations } from './messages/message-operations.ts'
import { messagePolicy } from './messages/message-policy.ts'
import { createMessageService } from './messages/message-service.ts'
import { offsetOperations } from './offsets/offset-operations.ts'
import { offsetPolicy } from './offsets/offset-policy.ts'
import { createOffsetService } from './offsets/offset-service.ts'
import type { AppContext } from './platform/context.ts'
import type { Offer } from './platform/http/frame.ts'
import { ensureSandbox, removeSandbox, type SandboxCluster } from './sandbox/sandbox-cluster.ts'
import { sandboxOperations } from './sandbox/sandbox-operations.ts'
import { sandboxPolicy } from './sandbox/sandbox-policy.ts'
import type { FirstSignIn } from './session/first-administrator.ts'
import { sessionOperations } from './session/session-operations.ts'
import { sessionPolicy } from './session/session-policy.ts'
import { createSessionService } from './session/session-service.ts'
import { Collector } from './statistics/collector.ts'
import { statisticsOperations } from './statistics/statistics-operations.ts'
import { statisticsPolicy } from './statistics/statistics-policy.ts'
import { topicOperations } from './topics/topic-operations.ts'
import { topicPolicy } from './topics/topic-policy.ts'
import { createTopicService } from './topics/topic-service.ts'
import { traceOperations } from './traces/trace-operations.ts'
import { tracePolicy } from './traces/trace-policy.ts'
import { createTraceService } from './traces/trace-service.ts'

export interface Capabilities extends Offer {
  /** To be printed once by whoever starts the server. */
  readonly firstSignIn: FirstSignIn | undefined
  /**
   * Has the sandbox among the clusters, or no longer where none runs. For the server that has its port: one that cannot start
   * must not take the place of another's sandbox.
   */
  readonly settleSandbox: (sandbox: SandboxCluster | undefined) => Promise<void>
}

export async function createCapabilities(
  context: AppContext,
  runningSandbox?: SandboxCluster,
): Promise<Capabilities> {
  const audit = createAuditService(context)
  const session = await createSessionService(context)
  const clusters = createClusterService(context)
  const topics = createTopicService(context)
  const groups = createGroupService(context)
  const instances = createInstanceService({ ...context, clusters, topics, groups })
  const consumers = createConsumerService({ ...context, instances, groups })
  await ensureFirstCluster(context, clusters, instances)
  context.jobs.begin()
  if (context.config.statisticsDays > 0) {
    new Collector({ ...context, clusters, instances, offsets: createOffsetService(context) }).begin()
  }
  return {
    operations: [
      ...sessionOperations(context, session),
      ...clusterOperations(context, clusters, instances.blockersOn),
      ...brokerOperations({ ...context, clusters }),
      ...instanceOperations(instances),
      ...topicOperations({ ...context, instances }),
      ...messageOperations({ ...context, instances, topics, clusters: clusters.clients }),
      ...lookupOperations({
        ...context,
        instances,
        topics,
        consumers,
        messages: createMessageService(),
        traces: createTraceService({ ...context, deadLetters: createDeadLetterService() }),
      }),
      ...groupOperations({ ...context, instances, topics }),
      ...consumerOperations(consumers),
      ...diagnosisOperations({ ...context, consumers, topics, deadLetters: createDeadLetterService() }),
      ...offsetOperations({ ...context, instances, groups }),
      ...deadLetterOperations({ ...context, instances }),
      ...traceOperations({ ...context, instances, deadLetters: createDeadLetterService() }),
      ...statisticsOperations({ ...context, instances }),
      ...auditOperations(context, audit),
      ...sandboxOperations(context, runningSandbox),
    ],
    policy: {
      ...sessionPolicy,
      ...clusterPolicy,
      ...brokerPolicy,
      ...instancePolicy,
      ...topicPolicy,
      ...messagePolicy,
      ...lookupPolicy,
      ...groupPolicy,
      ...consumerPolicy,
      ...diagnosisPolicy,
      ...offsetPolicy,
      ...deadLetterPolicy,
      ...tracePolicy,
      ...statisticsPolicy,
      ...auditPolicy,
      ...sandboxPolicy,
    },
    authenticate: session.authenticate,
    recordAudit: audit.record,
    firstSignIn: session.firstSignIn,
    settleSandbox: sandbox => {
      const needs = { ...context, clusters, instances, topics, groups }
      return sandbox ? ensureSandbox(needs, sandbox) : removeSandbox(needs)
    },
  }
}
