/**
 * ADD_WRITE_PERM_OF_BROKER 327, to each name server: makes every topic of a broker name readable and writable. Since
 * 4.9.2.
 *
 * More than the opposite of WIPE_WRITE_PERM_OF_BROKER 205: topics that were read-only before get the write bit, too,
 * and the inherit bit is lost, until the broker registers a change of the topic.
 * Request fields: `brokerName`. The answer's field `addTopicCount`: topics touched.
 * Defined in `remoting/protocol/header/namesrv/AddWritePermOfBrokerRequestHeader` and `…ResponseHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#addWritePermOfBroker`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, text } from '../protocol/shape.ts'

export const addWritePermOfBroker = defineRequest({
  name: 'ADD_WRITE_PERM_OF_BROKER',
  code: 327,
  header: fields({ brokerName: text }),
  response: { header: fields({ addTopicCount: int32 }) },
})
