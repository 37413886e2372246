/** What the masters of a cluster hold, of one kind: topics or groups with their configuration. */
import type { BrokerNode, FanOutFailure, PerBroker } from '@gantry/remoting'

export interface Holding<C> {
  readonly node: BrokerNode
  readonly config: C
}

export interface Holdings<C> {
  /** Masters that answered. */
  readonly masters: readonly BrokerNode[]
  /** Name on the wire → where it is. */
  readonly byName: ReadonlyMap<string, ReadonlyArray<Holding<C>>>
  /** Masters that did not answer: what they hold is not known. */
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

export function holdingsOf<C>({ answered, failed }: PerBroker<ReadonlyMap<string, C>>): Holdings<C> {
  const byName = new Map<string, Array<Holding<C>>>()
  for (const { item: node, value } of answered) {
    for (const [name, config] of value) {
      const holding = { node, config }
      const others = byName.get(name)
      if (others) others.push(holding)
      else byName.set(name, [holding])
    }
  }
  return { masters: answered.map(({ item }) => item), byName, failed }
}

/** Of a cluster that cannot be asked: nothing is known. */
export function nothingKnown(error: unknown): Holdings<never> {
  const node = { clusterName: '', brokerName: '', brokerId: 0, addr: '' }
  return { masters: [], byName: new Map(), failed: [{ item: node, place: node.addr, error }] }
}

/** The same, after the brokers that answered have been given it. */
export function withHolders<C>(
  holdings: Holdings<C>,
  name: string,
  { answered }: PerBroker<unknown>,
  config: C,
): Holdings<C> {
  const added = answered.map(({ item: node }) => ({ node, config }))
  const holders = [...(holdings.byName.get(name) ?? []), ...added]
  return holders.length === 0
    ? holdings
    : { ...holdings, byName: new Map([...holdings.byName, [name, holders]]) }
}

/** The same, after it was taken from the brokers that answered. */
export function withoutHolders<C>(
  holdings: Holdings<C>,
  name: string,
  { answered }: PerBroker<unknown>,
): Holdings<C> {
  const gone = new Set(answered.map(({ place }) => place))
  const byName = new Map(holdings.byName)
  const left = byName.get(name)?.filter(({ node }) => !gone.has(node.addr)) ?? []
  if (left.length > 0) byName.set(name, left)
  else byName.delete(name)
  return { ...holdings, byName }
}
