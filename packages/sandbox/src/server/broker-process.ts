/** A broker on its port, that can be stopped and started again without losing what it holds. */
import type { Faults } from '../faults.ts'
import { tellCheckTransactionState } from '../requests/0039-check-transaction-state.ts'
import { tellConsumerIdsChanged } from '../requests/0040-notify-consumer-ids-changed.ts'
import { brokerHandlers } from '../requests/index.ts'
import { Broker, type BrokerOptions } from '../state/broker.ts'
import type { NameServer } from '../state/name-server.ts'
import { authenticate } from './authenticate.ts'
import { authorize } from './authorize.ts'
import { Connection } from './connection.ts'
import { Dispatch } from './dispatch.ts'
import { Listener } from './listener.ts'

export interface BrokerProcessOptions extends Omit<BrokerOptions, 'host' | 'routeOf'> {
  readonly nameServer: NameServer
  readonly faults: Faults
  /** 0 for any that is free. */
  readonly port: number
}

const LOOPBACK = '127.0.0.1'

export class BrokerProcess {
  readonly state: Broker
  private readonly nameServer: NameServer
  private readonly dispatch: Dispatch<Broker>
  private listener: Listener | undefined

  private constructor(options: BrokerProcessOptions, listener: Listener, port: number) {
    this.nameServer = options.nameServer
    this.listener = listener
    this.state = new Broker({
      ...options,
      host: { host: LOOPBACK, port },
      routeOf: topic => options.nameServer.route(topic),
    })
    this.state.clients.onMembersChanged(tellConsumerIdsChanged)
    this.state.transactions.onCheck(half => tellCheckTransactionState(this.state, half))
    this.dispatch = new Dispatch({
      target: this.state,
      serverName: options.brokerName,
      handlers: brokerHandlers,
      faults: options.faults,
      clock: this.state.clock,
      admit: (frame, connection) => {
        if (!this.state.isSecured) return
        authorize(authenticate(frame, this.state.users), frame, connection, this.state)
      },
    })
  }

  static async start(options: BrokerProcessOptions): Promise<BrokerProcess> {
    let broker: BrokerProcess | undefined
    const listener = new Listener(socket => broker?.accept(socket))
    const port = await listener.listen(options.port)
    broker = new BrokerProcess(options, listener, port)
    broker.begin()
    return broker
  }

  get isRunning(): boolean {
    return this.listener !== undefined
  }

  /** Signs off at the name server and ends every connection. */
  async stop(): Promise<void> {
    const { listener, state } = this
    if (listener === undefined) return
    this.listener = undefined
    state.stop()
    this.nameServer.unregister(state.brokerName, state.addr, 0)
    await listener.close()
  }

  /** Comes back on the same port. */
  async restart(): Promise<void> {
    if (this.isRunning) return
    const listener = new Listener(socket => this.accept(socket))
    await listener.listen(this.state.host.port)
    this.listener = listener
    this.begin()
  }

  private begin(): void {
    const { state, nameServer } = this
    state.start(topics => {
      nameServer.register({
        clusterName: state.clusterName,
        brokerName: state.brokerName,
        brokerAddr: state.addr,
        brokerId: 0,
        dataVersion: state.topics.dataVersion,
        topics,
      })
    })
  }

  private accept(socket: ConstructorParameters<typeof Connection>[0]): void {
    const connection = new Connection(socket, this.state.clock, (frame, from) =>
      this.dispatch.receive(frame, from),
    )
    connection.closed.addEventListener('abort', () => this.state.clients.drop(connection))
  }
}
