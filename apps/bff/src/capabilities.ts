/** Every capability, each built from the context and the services before it. One that goes takes its lines with it. */
import { ENTRIES, STREAMS } from '@gantry/contract'
import { accessKeyOperations } from './access/access-key-operations.ts'
import { createAccessService } from './access/access-service.ts'
import { clusterAccessOperations } from './access/cluster-access-operations.ts'
import { grantOperations } from './access/grant-operations.ts'
import { createGrantsDoor } from './access/grants-door.ts'
import { beginCatchingUp } from './access/missed-changes.ts'
import { createSights } from './access/sights.ts'
import { accountOperations } from './accounts/account-operations.ts'
import { createAccountService } from './accounts/account-service.ts'
import { userOperations } from './accounts/user-operations.ts'
import { auditOperations } from './audit/audit-operations.ts'
import { createAuditService } from './audit/audit-service.ts'
import { beginAuditTrim } from './audit/audit-trim.ts'
import { keyAuditRecord } from './audit/key-audit-record.ts'
import { WITHOUT_CHANGE } from './audit/without-change.ts'
import { brokerOperations } from './brokers/broker-operations.ts'
import { createBrokerService } from './brokers/broker-service.ts'
import { clusterOperations } from './clusters/cluster-operations.ts'
import { createClusterService } from './clusters/cluster-service.ts'
import { consumerOperations } from './consumers/consumer-operations.ts'
import { createConsumerService } from './consumers/consumer-service.ts'
import { deadLetterOperations } from './deadletters/dead-letter-operations.ts'
import { createDeadLetterService } from './deadletters/dead-letter-service.ts'
import { diagnosisOperations } from './diagnosis/diagnosis-operations.ts'
import { groupOperations } from './groups/group-operations.ts'
import { createGroupService } from './groups/group-service.ts'
import { ensureFirstCluster } from './instances/first-cluster.ts'
import { instanceOperations } from './instances/instance-operations.ts'
import { createInstanceService } from './instances/instance-service.ts'
import { lookupOperations } from './lookups/lookup-operations.ts'
import { messageOperations } from './messages/message-operations.ts'
import { createMessageService } from './messages/message-service.ts'
import { offsetOperations } from './offsets/offset-operations.ts'
import { createOffsetService } from './offsets/offset-service.ts'
import { overviewOperations } from './overview/overview-operations.ts'
import type { AppContext } from './platform/context.ts'
import type { Offer } from './platform/http/frame.ts'
import { ensureSandbox, removeSandbox, type SandboxCluster } from './sandbox/sandbox-cluster.ts'
import { sandboxOperations } from './sandbox/sandbox-operations.ts'
import { createCallerNow } from './session/caller-now.ts'
import type { FirstSignIn } from './session/first-administrator.ts'
import { mfaOperations } from './session/mfa/mfa-operations.ts'
import { oidcOperations } from './session/oidc/oidc-operations.ts'
import { createOidcService } from './session/oidc/oidc-service.ts'
import { sessionOperations } from './session/session-operations.ts'
import { createSessionService } from './session/session-service.ts'
import { Collector } from './statistics/collector.ts'
import { statisticsOperations } from './statistics/statistics-operations.ts'
import { createStatisticsService } from './statistics/statistics-service.ts'
import { topicOperations } from './topics/topic-operations.ts'
import { createTopicService } from './topics/topic-service.ts'
import { traceOperations } from './traces/trace-operations.ts'
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
  await keyAuditRecord(context)
  const audit = createAuditService(context)
  const session = await createSessionService(context)
  const accounts = await createAccountService(context)
  const clusters = createClusterService(context)
  const topics = createTopicService(context)
  const groups = createGroupService(context)
  const sightOf = createSights(context, groups)
  const callerNow = createCallerNow({ ...context, sightOf })
  const instances = createInstanceService({ ...context, accounts, clusters, topics, groups, sightOf })
  const accessNeeds = { ...context, clusters, instances, topics, groups, users: session.users }
  const access = createAccessService(accessNeeds)
  beginCatchingUp({ ...accessNeeds, access })
  const grants = createGrantsDoor({ ...accessNeeds, access })
  const oidcNeeds = { ...context, session, accounts, access }
  const oidc = context.config.oidc && createOidcService(oidcNeeds, context.config.oidc)
  const consumers = createConsumerService({ ...context, instances, groups })
  const brokers = createBrokerService({ ...context, clusters })
  const statistics = createStatisticsService(context)
  await ensureFirstCluster(context, clusters, instances)
  context.jobs.begin()
  beginAuditTrim(context)
  if (context.config.statisticsDays > 0) {
    new Collector({ ...context, clusters, instances, offsets: createOffsetService(context) }).begin()
  }
  return {
    operations: [
      ...sessionOperations({ ...context, accounts }, session),
      ...mfaOperations(session),
      ...oidcOperations(context, oidc),
      ...accountOperations({ ...context, accounts, access, users: session.users, instances }),
      ...userOperations({ ...context, accounts, access, groups, users: session.users, mfa: session.mfa }),
      ...accessKeyOperations({ ...accessNeeds, access }),
      ...grantOperations({ ...accessNeeds, accounts, access }),
      ...clusterAccessOperations({ ...accessNeeds, accounts }, access),
      ...clusterOperations(context, clusters, instances.blockersOn),
      ...brokerOperations({ ...context, clusters }),
      ...overviewOperations({ clock: context.clock, brokers, clusters, instances, statistics }),
      ...instanceOperations(instances),
      ...topicOperations({ ...context, instances, grants }),
      ...messageOperations({ ...context, instances, topics, clusters: clusters.clients }),
      ...lookupOperations({
        ...context,
        instances,
        topics,
        consumers,
        messages: createMessageService(),
        traces: createTraceService({ ...context, deadLetters: createDeadLetterService() }),
      }),
      ...groupOperations({ ...context, instances, topics, grants }),
      ...consumerOperations(consumers),
      ...diagnosisOperations({ ...context, consumers, topics, deadLetters: createDeadLetterService() }),
      ...offsetOperations({ ...context, instances, groups }),
      ...deadLetterOperations({ ...context, instances, callerNow }),
      ...traceOperations({ ...context, instances, callerNow, deadLetters: createDeadLetterService() }),
      ...statisticsOperations({ ...context, instances, statistics }),
      ...auditOperations(context, audit),
      ...sandboxOperations(context, runningSandbox),
    ],
    policy: { ...ENTRIES, ...STREAMS },
    authenticate: session.authenticate,
    sightOf,
    recordAudit: audit.record,
    backChannel: oidc?.backChannel,
    withoutChange: WITHOUT_CHANGE,
    firstSignIn: session.firstSignIn,
    settleSandbox: sandbox => {
      const needs = { ...context, clusters, instances, topics, groups }
      return sandbox ? ensureSandbox(needs, sandbox) : removeSandbox(needs)
    },
  }
}
