/** The message that a broker's message ID names, read only from brokers of this cluster. */
import { type Admin, BrokerRefused, formatHost, parseMessageId, type StoredMessage } from '@gantry/remoting'

/**
 * An ID that was typed holds an address: without the look at the cluster's brokers anybody could make the console connect
 * anywhere.
 * @returns undefined for another kind of ID, another cluster's broker, and where nothing is stored any more
 */
export async function storedAt(
  admin: Admin,
  messageId: string,
  signal: AbortSignal,
): Promise<StoredMessage | undefined> {
  const id = parseMessageId(messageId)
  if (id.kind !== 'offset') return undefined
  const addr = formatHost(id.storeHost)
  const brokers = await admin.cluster.brokers({ signal })
  if (!brokers.some(broker => broker.addr === addr)) return undefined
  try {
    return await admin.messages.byOffsetId(messageId, { signal })
  } catch (error) {
    if (isNothingThere(error)) return undefined
    throw error
  }
}

/** A place in the middle of a message gives bytes that are none. */
function isNothingThere(error: unknown): boolean {
  return error instanceof BrokerRefused || (error instanceof Error && error.name === 'MessageFormatError')
}
