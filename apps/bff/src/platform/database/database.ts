/** Every table, each declared by its capability. A capability that goes takes its line with it. */
import type { AccessKeyTable } from '../../access/access-key-table.ts'
import type { GrantTable } from '../../access/grant-table.ts'
import type { AccessBrokerTable, MissedChangeTable } from '../../access/missed-change-table.ts'
import type { AccountTable } from '../../accounts/account-table.ts'
import type { AuditEventTable, AuditHeadTable } from '../../audit/audit-table.ts'
import type { ClusterTable } from '../../clusters/cluster-table.ts'
import type { DeadLetterClaimTable, DeadLetterResultTable } from '../../deadletters/dead-letter-table.ts'
import type { GroupTable } from '../../groups/group-table.ts'
import type { InstanceTable } from '../../instances/instance-table.ts'
import type { OffsetResetTable } from '../../offsets/offset-table.ts'
import type { SessionTables } from '../../session/session-tables.ts'
import type { StatisticsDayTable, StatisticsSeriesTable } from '../../statistics/statistics-table.ts'
import type { TopicTable } from '../../topics/topic-table.ts'
import type { TraceResultTable } from '../../traces/trace-table.ts'
import type { IdempotencyKeyTable } from '../http/idempotency-table.ts'
import type { JobTable } from '../jobs/job-table.ts'
import type { LeaseTable } from '../jobs/lease-table.ts'
import type { SettingTable } from './setting-table.ts'

export interface Database extends SessionTables {
  access_keys: AccessKeyTable
  grants: GrantTable
  access_brokers: AccessBrokerTable
  access_missed: MissedChangeTable
  accounts: AccountTable
  clusters: ClusterTable
  instances: InstanceTable
  topics: TopicTable
  groups: GroupTable
  dead_letter_claims: DeadLetterClaimTable
  dead_letter_results: DeadLetterResultTable
  trace_results: TraceResultTable
  audit_events: AuditEventTable
  audit_head: AuditHeadTable
  offset_resets: OffsetResetTable
  statistics_series: StatisticsSeriesTable
  statistics_days: StatisticsDayTable
  settings: SettingTable
  jobs: JobTable
  leases: LeaseTable
  idempotency_keys: IdempotencyKeyTable
}
