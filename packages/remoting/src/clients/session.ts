/**
 * What producers and consumers have in common: an identity, a heartbeat that tells brokers of them, the requests that
 * brokers send to them, and a farewell.
 */
import { type ResponseParts, readRequest, writeResponse } from '../protocol/answer.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { type HeartbeatData, heartBeat } from '../requests/0034-heart-beat.ts'
import { unregisterClient } from '../requests/0035-unregister-client.ts'
import type { IncomingRequest } from '../transport/connection.ts'
import { Cluster, type ClusterOptions } from './cluster.ts'
import { fanOut } from './fan-out.ts'
import { localAddress } from './local-address.ts'
import { Routes } from './routes.ts'

export interface SessionOptions extends Omit<ClusterOptions, 'onRequest' | 'onOpen'> {
  /** What brokers know this client by. Default: address, process ID and a number. */
  readonly clientId?: string
  /** Default 30,000; brokers forget a client after 120,000. */
  readonly heartbeatIntervalMs?: number
  /** Told of what goes wrong in the background. Default: nothing is done with it. */
  readonly onError?: (error: unknown) => void
}

export type Membership = Pick<HeartbeatData, 'producerDataSet' | 'consumerDataSet'>

type Handler = (request: IncomingRequest) => Promise<ResponseParts | undefined>

let sessions = 0

export class Session {
  readonly clientId: string
  readonly cluster: Cluster
  readonly routes: Routes
  readonly onError: (error: unknown) => void
  private readonly heartbeatIntervalMs: number
  private readonly handlers = new Map<number, Handler>()
  /** Addresses of brokers that have heard of this client. */
  private readonly greeted = new Set<string>()
  private membership: () => Membership = () => ({ producerDataSet: [], consumerDataSet: [] })
  private timer: NodeJS.Timeout | undefined

  constructor(options: SessionOptions) {
    this.clientId = options.clientId ?? `${localAddress()}@${process.pid}#${++sessions}-${Date.now()}`
    this.heartbeatIntervalMs = options.heartbeatIntervalMs ?? 30_000
    this.onError = options.onError ?? (() => {})
    this.cluster = new Cluster({
      ...options,
      onRequest: request => this.dispatch(request),
      onOpen: addr => this.greetAgain(addr),
    })
    this.routes = new Routes(this.cluster)
  }

  /** Answers a request of the broker; what is `undefined` is not answered. */
  serve<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    handle: (input: {
      header: H
      body: B
      addr: string
    }) => Promise<{ header: R; body: P; code?: number; remark?: string } | undefined>,
  ): void {
    this.handlers.set(layout.code, async ({ addr, frame }) => {
      const response = await handle({ ...readRequest(layout, frame), addr })
      return response && writeResponse(layout, response)
    })
  }

  /** Sends heartbeats from now on, the first at once. Topics in use must have been asked for in `routes` before. */
  async start(membership: () => Membership): Promise<void> {
    this.membership = membership
    await this.heartbeat()
    this.timer = setInterval(() => void this.tick(), this.heartbeatIntervalMs).unref()
  }

  /** Tells every broker in use who is here; one that is away is told next time. */
  async heartbeat(): Promise<void> {
    const { failed } = await fanOut(this.routes.nodes(), node => this.greet(node.addr), {
      placeOf: node => node.addr,
    })
    for (const { error } of failed) this.onError(error)
  }

  /** Says farewell for each group, then closes the connections. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.greeted.clear()
    const { producerDataSet, consumerDataSet } = this.membership()
    const groups = [
      ...producerDataSet.map(({ groupName }) => ({ producerGroup: groupName })),
      ...consumerDataSet.map(({ groupName }) => ({ consumerGroup: groupName })),
    ]
    const farewells = this.routes.nodes().flatMap(node => groups.map(group => ({ node, group })))
    await fanOut(
      farewells,
      ({ node, group }) =>
        this.cluster.call(
          node.addr,
          unregisterClient,
          { header: { clientID: this.clientId, ...group } },
          { timeoutMs: 1_000 },
        ),
      { placeOf: ({ node }) => node.addr },
    )
    await this.cluster.close()
  }

  private async greet(addr: string): Promise<void> {
    const body = { clientID: this.clientId, ...this.membership(), heartbeatFingerprint: 0, withoutSub: false }
    await this.cluster.call(addr, heartBeat, { header: {}, body })
    this.greeted.add(addr)
  }

  /** A broker forgets a client with its connection: others would take over a consumer's queues. */
  private greetAgain(addr: string): void {
    if (this.greeted.has(addr)) this.greet(addr).catch(this.onError)
  }

  private async tick(): Promise<void> {
    await this.routes.refreshAll()
    await this.heartbeat()
  }

  private async dispatch(request: IncomingRequest): Promise<ResponseParts | undefined> {
    const { code } = request.frame.header
    const handler = this.handlers.get(code)
    return handler
      ? await handler(request)
      : { code: REQUEST_CODE_NOT_SUPPORTED, remark: `request type ${code} not supported` }
  }
}

const REQUEST_CODE_NOT_SUPPORTED = 3
