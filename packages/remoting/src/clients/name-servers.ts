/** The name servers of one cluster: any of them answers reads, each of them must hear a change. */
import { isTransient, RemotingError } from '../errors.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { parseAddressList } from '../transport/address.ts'
import type { CallOptions } from '../transport/connection.ts'
import type { Reply, RequestInput } from '../transport/exchange.ts'
import type { ConnectionPool } from '../transport/pool.ts'
import { type FanOutResult, fanOut } from './fan-out.ts'

export class NameServers {
  /** The one that answered last comes first. */
  private addrs: string[]
  private readonly pool: ConnectionPool

  /** @param namesrvAddr `host:port[;host:port]` */
  constructor(namesrvAddr: string, pool: ConnectionPool) {
    this.addrs = parseAddressList(namesrvAddr)
    this.pool = pool
  }

  /** Asks one after the other until one answers; a refusal is an answer. */
  async call<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options?: CallOptions,
  ): Promise<Reply<R, P>> {
    let lastError: unknown
    for (const addr of [...this.addrs]) {
      try {
        const reply = await this.pool.call(addr, layout, input, options)
        if (this.addrs[0] !== addr) this.addrs = [addr, ...this.addrs.filter(other => other !== addr)]
        return reply
      } catch (error) {
        if (!isTransient(error)) throw error
        lastError = error
      }
    }
    throw lastError
  }

  /**
   * Tells every name server.
   * @returns one reply for each of them
   * @throws the first failure, after all were tried: the others have heard it
   */
  async callEach<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options?: CallOptions,
  ): Promise<Array<Reply<R, P>>> {
    const { answered, failed } = await this.tryEach(layout, input, options)
    const [failure] = failed
    if (failure) throw failure.error
    return answered.map(({ value }) => value)
  }

  /**
   * Tells every name server.
   * @returns what those said that have heard it beside those that have not
   */
  tryEach<H, B, R, P>(
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options?: CallOptions,
  ): Promise<FanOutResult<string, Reply<R, P>>> {
    return fanOut(this.addrs.toSorted(), addr => this.pool.call(addr, layout, input, options), {
      placeOf: addr => addr,
      signal: options?.signal,
    })
  }
}

export function noBroker(namesrvAddr: string): RemotingError {
  return new RemotingError(
    'NO_BROKER',
    `The name server ${namesrvAddr} knows no broker: check that a broker runs and that its namesrvAddr points here.`,
    { addr: namesrvAddr, request: 'GET_BROKER_CLUSTER_INFO' },
  )
}
