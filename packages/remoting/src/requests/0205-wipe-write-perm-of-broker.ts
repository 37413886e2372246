/**
 * WIPE_WRITE_PERM_OF_BROKER 205, to each name server: takes the write bit from every topic of a broker name, so that
 * producers turn away from it before it stops.
 *
 * Only this name server's routes change; a topic is as before when the broker registers a change of it.
 * Request fields: `brokerName`. The answer's field `wipeTopicCount`: topics touched, 0 for a name that is not known.
 * Defined in `remoting/protocol/header/namesrv/WipeWritePermOfBrokerRequestHeader` and `…ResponseHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#wipeWritePermOfBroker`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, text } from '../protocol/shape.ts'

export const wipeWritePermOfBroker = defineRequest({
  name: 'WIPE_WRITE_PERM_OF_BROKER',
  code: 205,
  header: fields({ brokerName: text }),
  response: { header: fields({ wipeTopicCount: int32 }) },
})
