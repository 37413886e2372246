/** The same call to several brokers, with an answer or an error from each. */
import { BrokerRefused } from '../../errors.ts'
import type { RequestLayout } from '../../protocol/layout.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { Reply, RequestInput } from '../../transport/exchange.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import { type FanOutResult, fanOut } from '../fan-out.ts'

/** What each broker answered, and which did not. */
export type PerBroker<T> = FanOutResult<BrokerNode, T>

export async function callBrokers<H, B, R, P>(
  cluster: Cluster,
  nodes: readonly BrokerNode[],
  layout: RequestLayout<H, B, R, P>,
  input: RequestInput<H, B>,
  options?: CallOptions,
): Promise<PerBroker<Reply<R, P>>> {
  return await fanOut(nodes, node => cluster.call(node.addr, layout, input, options), {
    placeOf: node => node.addr,
    signal: options?.signal,
  })
}

export function mapAnswers<I, T, U>(
  result: FanOutResult<I, T>,
  map: (value: T, item: I) => U,
): FanOutResult<I, U> {
  const answered = result.answered.map(({ item, place, value }) => ({ item, place, value: map(value, item) }))
  return { answered, failed: result.failed }
}

/** Errors that mean "this broker has no such thing", which for a deletion or a count is no failure. */
export function withoutRefusals<I, T>(
  result: FanOutResult<I, T>,
  codes: readonly number[],
): FanOutResult<I, T> {
  return { answered: result.answered, failed: result.failed.filter(({ error }) => !isRefusal(error, codes)) }
}

/** @throws the first failure when nobody answered: there is no partial result to show */
export function requireAnswer<I, T>(result: FanOutResult<I, T>): FanOutResult<I, T> {
  const [failure] = result.failed
  if (result.answered.length === 0 && failure) throw failure.error
  return result
}

export function isRefusal(error: unknown, codes: readonly number[]): boolean {
  return error instanceof BrokerRefused && codes.includes(error.responseCode)
}
