/** One setting of one broker. Brokers pass over what they do not like without a word: what came of it is read back. */
import type { BodyOf, brokerConfigUpdate, ResponseOf } from '@gantry/contract'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { BrokerNeeds, BrokerParams } from './broker-needs.ts'
import { findBroker } from './find-broker.ts'

/**
 * @throws AppError FORBIDDEN for a read-only cluster, NOT_FOUND, CONFLICT when the setting is not as it was seen, BROKER_REFUSED when the
 *   broker goes on as before
 */
export async function changeSetting(
  needs: BrokerNeeds,
  params: BrokerParams,
  brokerId: number | undefined,
  { name, value, before }: BodyOf<typeof brokerConfigUpdate>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof brokerConfigUpdate>> {
  const { row, admin, node } = await findBroker(needs, params, brokerId, signal)
  requireWritable({ cluster: row })
  const found = (await admin.brokers.config(node.addr, { signal })).get(name)
  const place = `${node.brokerName} (${node.addr})`
  if (found === undefined) {
    throw new AppError('NOT_FOUND', `${place} has no setting ${name}: its release may not know it.`)
  }
  if (found !== before) {
    const detail = `${name} of ${place} was changed meanwhile: look at what it is now, then change it again.`
    throw new AppError('CONFLICT', detail, { current: { name, value: found } })
  }
  await admin.brokers.updateConfig(node.addr, new Map([[name, value]]), { signal })
  const after = (await admin.brokers.config(node.addr, { signal })).get(name)
  if (after !== value) {
    const detail = `${place} did not take the value: ${name} is ${after ?? 'not there'}.`
    throw new AppError('BROKER_REFUSED', detail, { brokerAddr: node.addr })
  }
  const { brokerName, brokerId: id, addr: brokerAddr } = node
  return { brokerName, brokerId: id, brokerAddr, name, before, after }
}
