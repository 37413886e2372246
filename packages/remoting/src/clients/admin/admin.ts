/**
 * Administration of one cluster, by subject. Everything is asked of the cluster when it is called: nothing is cached.
 */
import { Cluster, type ClusterOptions } from '../cluster.ts'
import { AccessAdmin } from './access.ts'
import { BrokerAdmin } from './brokers.ts'
import { ClientAdmin } from './clients.ts'
import { ConsumptionAdmin } from './consumption.ts'
import { GroupAdmin } from './groups.ts'
import { MessageAdmin } from './messages.ts'
import { OffsetAdmin } from './offsets.ts'
import { TopicAdmin } from './topics.ts'

export class Admin implements AsyncDisposable {
  readonly cluster: Cluster
  readonly brokers: BrokerAdmin
  readonly topics: TopicAdmin
  readonly groups: GroupAdmin
  readonly clients: ClientAdmin
  readonly consumption: ConsumptionAdmin
  readonly offsets: OffsetAdmin
  readonly messages: MessageAdmin
  /** ACL 2.0; brokers before 5.3 answer UnsupportedByBroker. */
  readonly access: AccessAdmin

  constructor(options: ClusterOptions) {
    const cluster = new Cluster(options)
    this.cluster = cluster
    this.brokers = new BrokerAdmin(cluster)
    this.topics = new TopicAdmin(cluster)
    this.groups = new GroupAdmin(cluster)
    this.clients = new ClientAdmin(cluster)
    this.consumption = new ConsumptionAdmin(cluster)
    this.offsets = new OffsetAdmin(cluster)
    this.messages = new MessageAdmin(cluster)
    this.access = new AccessAdmin(cluster)
  }

  close(): Promise<void> {
    return this.cluster.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
