/**
 * QUERY_MESSAGE 12: messages by key, or by their unique ID, from the index of one broker.
 *
 * Request fields: `topic`; `key`, a key or a unique ID; `maxNum`, at most (brokers have a limit of their own, 64);
 * `beginTimestamp` and `endTimestamp`, store time in ms. `_UNIQUE_KEY_QUERY` true: `key` is a unique ID. `indexType`
 * (5.4 and later): `K` key, `U` unique ID, `T` tag; `lastKey`, where a page of such a query ended.
 * The answer holds how far the index has come; its body is a run of stored messages. The index knows hashes only:
 * messages with another key may be among them. It comes with QUERY_NOT_FOUND 22 and no body when there are none.
 * Defined in `remoting/protocol/header/QueryMessageRequestHeader` and `QueryMessageResponseHeader`; answered by
 * `broker/processor/QueryMessageProcessor#queryMessage`.
 */
import { fields } from '../protocol/fields.ts'
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { bool, int32, int64, millis, millisOrEver, optional, text, word } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

const QUERY_NOT_FOUND = 22

export const queryMessage = defineRequest({
  name: 'QUERY_MESSAGE',
  code: 12,
  readOnly: true,
  header: fields({
    topic: text,
    key: text,
    maxNum: int32,
    beginTimestamp: millis,
    endTimestamp: millisOrEver,
    _UNIQUE_KEY_QUERY: optional(bool),
    indexType: optional(word('K', 'U', 'T')),
    lastKey: optional(text),
    ...topicRpcFields,
  }),
  response: {
    header: fields({
      /** Store time (ms) of the last message indexed; 0 when none is. */
      indexLastUpdateTimestamp: millis,
      /** Place in the commit log up to which messages are indexed. */
      indexLastUpdatePhyoffset: int64,
    }),
    body: bytesBody,
    alsoAccepts: [QUERY_NOT_FOUND],
  },
})
