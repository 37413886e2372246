/**
 * DELETE_TOPIC_IN_NAMESRV 216, to each name server: forgets where a topic lives. A broker that still has it registers
 * it again within half a minute: delete it there first.
 *
 * Request fields: `topic`; `clusterName`, to forget only the brokers of one cluster.
 * Defined in `remoting/protocol/header/namesrv/DeleteTopicFromNamesrvRequestHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#deleteTopicInNamesrv`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { optional, text } from '../protocol/shape.ts'

export const deleteTopicInNamesrv = defineRequest({
  name: 'DELETE_TOPIC_IN_NAMESRV',
  code: 216,
  header: fields({ topic: text, clusterName: optional(text) }),
})
