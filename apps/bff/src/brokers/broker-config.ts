import type { brokerConfigList, ResponseOf } from '@gantry/contract'
import { fanOut } from '@gantry/remoting'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import { type BrokerNeeds, type BrokerParams, TIMEOUT_MS } from './broker-needs.ts'
import { compareSettings } from './compare-settings.ts'
import { DEFAULTS_OF } from './defaults/broker-defaults.ts'
import { findBroker } from './find-broker.ts'

/** @throws AppError NOT_FOUND; RemotingError when the broker itself does not tell */
export async function listConfig(
  needs: BrokerNeeds,
  params: BrokerParams,
  brokerId: number | undefined,
  signal: AbortSignal,
): Promise<ResponseOf<typeof brokerConfigList>> {
  const { admin, node, nodes } = await findBroker(needs, params, brokerId, signal)
  const asOf = toTimestamp(needs.clock.nowMs())
  const options = { timeoutMs: TIMEOUT_MS, signal }
  const [settings, { answered, failed }] = await Promise.all([
    admin.brokers.config(node.addr, options),
    fanOut(
      nodes.filter(({ addr }) => addr !== node.addr),
      ({ addr }) => admin.brokers.config(addr, options),
      { placeOf: ({ addr }) => addr, signal },
    ),
  ])
  const others = answered.map(({ item, value }) => ({ node: item, settings: value }))
  return {
    brokerId: node.brokerId,
    items: compareSettings(settings, others),
    defaultsOf: DEFAULTS_OF,
    comparedWith: others.map(({ node: { brokerName, brokerId: id } }) => ({ brokerName, brokerId: id })),
    partial: partialOf(failed),
    asOf,
  }
}
