/** One broker: all that it knows, and what it does by itself. Requests change it through its parts. */
import { type Credentials, type HostAddress, transactionPhaseOf } from '@gantry/remoting/internal'
import type { TopicConfig, TopicRouteData } from '@gantry/remoting/requests'
import { type Alarm, type Clock, skewedClock } from '../clock.ts'
import { brokerSettings, FIXED_BROKER_SETTINGS } from './broker-settings.ts'
import { ClientTable } from './client-table.ts'
import { DelayLevels } from './delay-levels.ts'
import { GroupTable } from './group-table.ts'
import { HeldPulls } from './held-pulls.ts'
import { MessageStore, type MessageToStore, type StoredPlace } from './message-store.ts'
import { OffsetTable } from './offset-table.ts'
import { isReadable, isWriteable } from './perm.ts'
import { Pop } from './pop.ts'
import { QueueLocks } from './queue-locks.ts'
import { Settings, type SettingValue } from './settings.ts'
import { STATS_STEP_MS } from './stats.ts'
import { TimerWheel } from './timer-wheel.ts'
import { TopicTable } from './topic-table.ts'
import { Traffic } from './traffic.ts'
import { Transactions } from './transactions.ts'
import { UserStore } from './user-store.ts'

export interface BrokerOptions {
  readonly clusterName: string
  readonly brokerName: string
  readonly host: HostAddress
  readonly namesrvAddr: string
  /** What the name server tells of a topic. */
  readonly routeOf: (topic: string) => TopicRouteData | undefined
  readonly clock: Clock
  /** The log drops its oldest messages when it is larger. */
  readonly maxLogBytes: number
  /** Of the Super user that exists from the start; undefined when nobody is asked for a signature. */
  readonly credentials: Credentials | undefined
  /** Settings that differ from a broker's defaults. */
  readonly settings: Readonly<Record<string, SettingValue>>
}

/** What a name server is told of topics that are new or have changed. */
export type Announcement = (topics: readonly TopicConfig[]) => void

const HOUR_MS = 3_600_000

export class Broker {
  readonly clusterName: string
  readonly brokerName: string
  readonly host: HostAddress
  readonly addr: string
  readonly routeOf: BrokerOptions['routeOf']
  readonly clock: Clock
  /** The last time. */
  startedAt: number
  readonly settings: Settings
  readonly topics: TopicTable
  readonly groups: GroupTable
  readonly offsets: OffsetTable
  readonly clients: ClientTable
  readonly locks: QueueLocks
  readonly store: MessageStore
  readonly delays: DelayLevels
  readonly timers: TimerWheel
  readonly pop: Pop
  readonly transactions: Transactions
  readonly heldPulls: HeldPulls
  readonly traffic: Traffic
  readonly users = new UserStore()
  /** Whether requests must be signed. */
  readonly isSecured: boolean
  /** How wrong the broker's clock is. */
  clockSkewMs = 0
  private announce: Announcement = () => {}
  private job: Alarm | undefined

  constructor(options: BrokerOptions) {
    const { clusterName, brokerName, host, namesrvAddr } = options
    this.clusterName = clusterName
    this.brokerName = brokerName
    this.host = host
    this.routeOf = options.routeOf
    this.addr = `${host.host}:${host.port}`
    this.clock = skewedClock(options.clock, () => this.clockSkewMs)
    this.startedAt = this.clock.now()
    const { clock } = this
    const defaults = brokerSettings({ clusterName, brokerName, port: host.port, namesrvAddr })
    this.settings = new Settings({ ...defaults, ...options.settings }, FIXED_BROKER_SETTINGS, clock)
    this.topics = new TopicTable({
      clusterName,
      brokerName,
      clock,
      autoCreateTopicEnable: this.settings.isOn('autoCreateTopicEnable'),
      onChanged: changed => this.announce(changed.map(config => this.asAnnounced(config))),
    })
    this.groups = new GroupTable({
      clock,
      autoCreateSubscriptionGroup: () => this.settings.isOn('autoCreateSubscriptionGroup'),
    })
    this.offsets = new OffsetTable(clock)
    this.clients = new ClientTable(clock)
    this.locks = new QueueLocks(clock)
    this.store = new MessageStore(clock, host, { maxBytes: options.maxLogBytes })
    this.heldPulls = new HeldPulls(clock)
    this.traffic = new Traffic(clock, clusterName)
    this.delays = new DelayLevels({
      clock,
      store: this.store,
      levels: this.settings.text('messageDelayLevel'),
      deliver: message => this.count(this.store.put(message)),
    })
    this.timers = new TimerWheel({
      clock,
      store: this.store,
      settings: this.settings,
      deliver: message => this.deliver(message),
    })
    this.pop = new Pop({
      clock,
      host,
      store: this.store,
      topics: this.topics,
      groups: this.groups,
      offsets: this.offsets,
      settings: this.settings,
      deliver: message => this.deliver(message),
    })
    this.transactions = new Transactions({
      clock,
      store: this.store,
      topics: this.topics,
      offsets: this.offsets,
      settings: this.settings,
      host,
      put: message => this.put(message),
    })
    this.isSecured = options.credentials !== undefined
    if (options.credentials !== undefined) this.addAdministrator(options.credentials)
    this.store.onStored(stored => {
      this.traffic.putRate.add(1)
      this.heldPulls.onStored(stored, () => this.store.log.slice(stored.position, stored.bytes))
    })
  }

  /** Begins its work: samples, retention, delays, timers, what POP brings back, checks of transactions. */
  start(announce: Announcement): void {
    this.startedAt = this.clock.now()
    this.announce = announce
    this.announceAll()
    this.delays.start()
    this.timers.start()
    this.pop.start()
    this.transactions.start()
    this.runJobs()
  }

  stop(): void {
    this.announce = () => {}
    this.delays.stop()
    this.timers.stop()
    this.pop.stop()
    this.transactions.stop()
    this.job?.cancel()
  }

  /** Tells the name server of every topic once more. */
  announceAll(): void {
    this.topics.touch([...this.topics.all().values()])
  }

  /**
   * Stores a message, or keeps it aside until it is due.
   * @throws Refused when it wants a time that the broker does not take
   */
  put(message: MessageToStore): StoredPlace {
    const phase = transactionPhaseOf(message.sysFlag)
    if (phase !== 'NONE' && phase !== 'COMMIT') return this.store.put(message)
    return this.store.put(this.delays.waiting(this.timers.waiting(message)))
  }

  /** Stores a message whose time has come. */
  private deliver(message: MessageToStore): void {
    this.count(this.put(message))
  }

  private count({ topic, bytes }: StoredPlace): void {
    this.traffic.sent(topic, 1, bytes)
  }

  private addAdministrator({ accessKey, secretKey }: Credentials): void {
    this.users.save({ username: accessKey, password: secretKey, userType: 'Super', userStatus: 'enable' })
  }

  /** A broker that may not be written to shows its topics so. */
  private asAnnounced(config: TopicConfig): TopicConfig {
    const allowed = this.settings.number('brokerPermission')
    return isReadable(allowed) && isWriteable(allowed) ? config : { ...config, perm: config.perm & allowed }
  }

  private runJobs(): void {
    this.traffic.stats.sample()
    this.clients.dropSilent()
    this.dropExpired()
    this.job = this.clock.after(STATS_STEP_MS, () => this.runJobs())
  }

  /** Drops messages that are older than the broker keeps them. */
  dropExpired(): void {
    this.store.dropOlderThan(this.clock.now() - this.settings.number('fileReservedTime') * HOUR_MS)
  }
}
