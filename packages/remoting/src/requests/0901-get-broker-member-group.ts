/**
 * GET_BROKER_MEMBER_GROUP 901, to a name server: the master and replicas of one broker name. Since 5.0;
 * a name server before that gives no answer at all.
 *
 * Request fields: `clusterName`, which goes back unread; `brokerName`.
 * Body: `GetBrokerMemberGroupResponseBody` { `brokerMemberGroup` }, without addresses for a name that is not known.
 * Defined in `remoting/protocol/header/GetBrokerMemberGroupRequestHeader`, `remoting/protocol/body/BrokerMemberGroup`;
 * answered by `namesrv/processor/DefaultRequestProcessor#getBrokerMemberGroup`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int32, mapOf, object, text } from '../protocol/shape.ts'

export const brokerMemberGroup = object({
  cluster: text,
  brokerName: text,
  /** Address by broker ID; 0 is the master. */
  brokerAddrs: mapOf(int32, text),
})
export type BrokerMemberGroup = Infer<typeof brokerMemberGroup>

export const getBrokerMemberGroup = defineRequest({
  name: 'GET_BROKER_MEMBER_GROUP',
  code: 901,
  readOnly: true,
  header: fields({ clusterName: text, brokerName: text }),
  response: { body: jsonBody(object({ brokerMemberGroup })) },
})
