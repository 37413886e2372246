/**
 * The connections to every cluster: one administrator and, once somebody sends, one producer for each. They are made
 * anew when the cluster's settings have changed, also when another replica changed them, since each call reads the row.
 */
import { Admin, type CallReport, Producer, RemotingError, type SessionOptions } from '@gantry/remoting'
import type { AppContext } from '../platform/context.ts'
import type { AllowList } from './allow-list.ts'
import { noSuchCluster } from './cluster-errors.ts'
import { findCluster } from './cluster-store.ts'
import type { ClusterTable } from './cluster-table.ts'

export type ClusterRow = ClusterTable

type Needs = Pick<AppContext, 'db' | 'secrets' | 'metrics' | 'log' | 'onClose'>

/** Where to connect to, and as whom. */
export interface ConnectionSettings {
  readonly name: string
  readonly namesrvAddr: string
  readonly tls: boolean
  readonly credentials: { readonly accessKey: string; readonly secretKey: string } | undefined
}

interface Clients {
  /** Changes with every setting that the connections depend on. */
  readonly settings: string
  readonly admin: Admin
  producer: Producer | undefined
}

export const SECRET_KEY_PURPOSE = 'clusters.secret_key'
const PRODUCER_GROUP = 'GANTRY_CONSOLE_PRODUCER'
/** People wait: what is away is told sooner than programs would give up. */
const CONNECT_TIMEOUT_MS = 2_000
/** Calls that are under way when settings change have so long to end. */
const RETIREMENT_MS = 10_000

export class ClusterClients {
  private readonly context: Needs
  private readonly allowList: AllowList
  private readonly byCluster = new Map<string, Clients>()
  private readonly retired = new Set<Clients>()

  constructor(context: Needs, allowList: AllowList) {
    this.context = context
    this.allowList = allowList
    context.onClose(() => this.close())
  }

  /** @throws AppError NOT_FOUND */
  async adminOf(clusterId: string): Promise<Admin> {
    return this.adminFor(await this.rowOf(clusterId))
  }

  /** For who has read the cluster's row just now. */
  adminFor(row: ClusterRow): Admin {
    return this.clientsFor(row).admin
  }

  /**
   * Sends to any topic of the cluster by its name on the wire. It is closed with the console.
   * @throws AppError NOT_FOUND
   */
  async producerOf(clusterId: string): Promise<Producer> {
    const row = await this.rowOf(clusterId)
    const clients = this.clientsFor(row)
    clients.producer ??= new Producer({
      ...this.optionsOf(this.settingsOf(row)),
      producerGroup: PRODUCER_GROUP,
      onError: error =>
        this.context.log.warn({ err: error, cluster: row.name }, 'the producer had a failure'),
    })
    return clients.producer
  }

  /** An administrator for settings that are kept nowhere; whoever asks for it closes it. */
  openOnce(settings: ConnectionSettings): Admin {
    return new Admin(this.optionsOf(settings))
  }

  /** Ends the connections to a cluster that is gone. */
  forget(clusterId: string): void {
    const clients = this.byCluster.get(clusterId)
    if (clients === undefined) return
    this.byCluster.delete(clusterId)
    this.retire(clients)
  }

  /** @throws SecretUnreadable */
  settingsOf({ name, namesrv_addr, tls, access_key, secret_key_encrypted }: ClusterRow): ConnectionSettings {
    const credentials =
      access_key === null || secret_key_encrypted === null
        ? undefined
        : {
            accessKey: access_key,
            secretKey: this.context.secrets.open(secret_key_encrypted, SECRET_KEY_PURPOSE),
          }
    return { name, namesrvAddr: namesrv_addr, tls: tls === 1, credentials }
  }

  private async rowOf(clusterId: string): Promise<ClusterRow> {
    const row = await findCluster(this.context.db, clusterId)
    if (row) return row
    throw noSuchCluster()
  }

  private clientsFor(row: ClusterRow): Clients {
    const { cluster_id, name, namesrv_addr, tls, access_key, secret_key_encrypted } = row
    const settings = JSON.stringify([name, namesrv_addr, tls, access_key, secret_key_encrypted])
    const known = this.byCluster.get(cluster_id)
    if (known?.settings === settings) return known
    const admin = new Admin(this.optionsOf(this.settingsOf(row)))
    const clients: Clients = { settings, admin, producer: undefined }
    this.byCluster.set(cluster_id, clients)
    if (known) this.retire(known)
    return clients
  }

  private optionsOf({ name, namesrvAddr, tls, credentials }: ConnectionSettings): SessionOptions {
    return {
      namesrvAddr,
      lookup: this.allowList.lookup,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      onCall: report => this.count(name, report),
      ...(tls && { tls: {} }),
      ...(credentials && { credentials }),
    }
  }

  private count(clusterName: string, { request, elapsedMs, error }: CallReport): void {
    const outcome = error === undefined ? 'ok' : error instanceof RemotingError ? error.code : 'INTERNAL'
    this.context.metrics.brokerCallDone(clusterName, request, outcome, elapsedMs / 1_000)
  }

  private retire(clients: Clients): void {
    this.retired.add(clients)
    setTimeout(() => {
      if (this.retired.delete(clients)) void this.end(clients)
    }, RETIREMENT_MS).unref()
  }

  private async close(): Promise<void> {
    const all = [...this.byCluster.values(), ...this.retired]
    this.byCluster.clear()
    this.retired.clear()
    await Promise.all(all.map(clients => this.end(clients)))
  }

  private async end({ admin, producer }: Clients): Promise<void> {
    const outcomes = await Promise.allSettled([admin.close(), producer?.stop()])
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        this.context.log.warn({ err: outcome.reason }, 'a client did not close')
    }
  }
}
