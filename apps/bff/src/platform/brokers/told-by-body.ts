/** What a message tells of its body beside it: a checksum is enough to prove a guess. */
import { PropertyName, type StoredMessage } from '@gantry/remoting'

export interface ToldByBody {
  /** Null for who may not read bodies. */
  readonly bodyCRC: number | null
  readonly properties: ReadonlyArray<readonly [name: string, value: string]>
}

export function toldByBody({ bodyCRC, properties }: StoredMessage, mayRead: boolean): ToldByBody {
  if (mayRead) return { bodyCRC, properties: [...properties] }
  // Brokers with enabledAppendPropCRC write one over the whole message.
  return { bodyCRC: null, properties: [...properties].filter(([name]) => name !== PropertyName.CRC32) }
}
