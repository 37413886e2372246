/** Starts a cluster: one name server and its brokers, on loopback ports of this process. */
import type { Credentials } from '@gantry/remoting/internal'
import { type Clock, systemClock } from './clock.ts'
import { Faults } from './faults.ts'
import { BrokerProcess } from './server/broker-process.ts'
import { startNameServer } from './server/name-server-process.ts'
import type { SettingValue } from './state/settings.ts'
import { TimedFaults } from './timed-faults.ts'

export interface SandboxOptions {
  /** Names of the brokers, or how many: `broker-a`, `broker-b` and so on. One unless given. */
  readonly brokers?: number | readonly string[]
  /** `sandbox` unless given. */
  readonly clusterName?: string
  /** Whether brokers ask for signatures (ACL 2.0), and of whom first. Off unless given. */
  readonly acl?: 'on' | 'off' | Credentials
  /** Any free one unless given. */
  readonly namesrvPort?: number
  /** The time of the machine unless given. */
  readonly clock?: Clock
  /** What each broker keeps of messages; the oldest go first. 256 MiB unless given. */
  readonly maxLogBytes?: number
  /** Settings of brokers that differ from RocketMQ's defaults. */
  readonly settings?: Readonly<Record<string, SettingValue>>
}

export interface SandboxBroker {
  readonly brokerName: string
  /** `host:port` */
  readonly addr: string
  /** Ends its connections and its routes. What it holds stays. */
  readonly stop: () => Promise<void>
  /** Comes back at the same address. */
  readonly start: () => Promise<void>
  /** Lets nobody write, or everybody again. */
  readonly setReadOnly: (isReadOnly: boolean) => void
  /** Puts its clock so far ahead, or behind when negative. */
  readonly skewClock: (ms: number) => void
}

export interface Sandbox extends AsyncDisposable {
  readonly namesrvAddr: string
  readonly clusterName: string
  /** Of somebody who may do everything; undefined when nobody is asked for a signature. */
  readonly credentials: Credentials | undefined
  readonly brokers: readonly SandboxBroker[]
  readonly faults: Faults
  /** Failures that end by themselves, for people. */
  readonly timedFaults: TimedFaults
  readonly clock: Clock
  readonly close: () => Promise<void>
}

const DEFAULT_CREDENTIALS: Credentials = { accessKey: 'sandbox', secretKey: 'sandbox-secret' }
const DEFAULT_LOG_BYTES = 256 * 1024 * 1024
const READ_ONLY = '4'
const READ_AND_WRITE = '6'

/** Resolves when the cluster answers. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? systemClock()
  const faults = new Faults()
  const clusterName = options.clusterName ?? 'sandbox'
  const credentials = credentialsOf(options.acl)
  const nameServer = await startNameServer(clock, faults, options.namesrvPort)
  const brokers: BrokerProcess[] = []
  for (const brokerName of brokerNames(options.brokers ?? 1)) {
    const settings = {
      ...options.settings,
      ...(credentials && { authenticationEnabled: true, authorizationEnabled: true }),
    }
    brokers.push(
      await BrokerProcess.start({
        clusterName,
        brokerName,
        namesrvAddr: nameServer.addr,
        nameServer: nameServer.state,
        faults,
        clock,
        credentials,
        settings,
        maxLogBytes: options.maxLogBytes ?? DEFAULT_LOG_BYTES,
        port: 0,
      }),
    )
  }
  const controls = brokers.map(controlOf)
  const timedFaults = new TimedFaults(faults, controls, clock)
  const close = async (): Promise<void> => {
    timedFaults.close()
    await Promise.all([...brokers.map(broker => broker.stop()), nameServer.close()])
  }
  return {
    namesrvAddr: nameServer.addr,
    clusterName,
    credentials,
    brokers: controls,
    faults,
    timedFaults,
    clock,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function controlOf(broker: BrokerProcess): SandboxBroker {
  const { state } = broker
  return {
    brokerName: state.brokerName,
    addr: state.addr,
    stop: () => broker.stop(),
    start: () => broker.restart(),
    setReadOnly: isReadOnly => {
      state.settings.update(new Map([['brokerPermission', isReadOnly ? READ_ONLY : READ_AND_WRITE]]))
      state.announceAll()
    },
    skewClock: ms => {
      state.clockSkewMs = ms
    },
  }
}

function credentialsOf(acl: SandboxOptions['acl']): Credentials | undefined {
  if (acl === undefined || acl === 'off') return undefined
  return acl === 'on' ? DEFAULT_CREDENTIALS : acl
}

function brokerNames(brokers: number | readonly string[]): readonly string[] {
  if (typeof brokers !== 'number') return brokers
  return Array.from({ length: brokers }, (_, index) => `broker-${String.fromCharCode(97 + index)}`)
}
