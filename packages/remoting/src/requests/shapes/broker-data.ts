/** A broker with its replicas. Defined in `remoting/protocol/route/BrokerData`. */
import { type Infer, int32, mapOf, object, optional, text } from '../../protocol/shape.ts'

export const brokerData = object({
  cluster: text,
  brokerName: text,
  /** Address by broker ID; 0 is the master. */
  brokerAddrs: mapOf(int32, text),
  zoneName: optional(text),
})
export type BrokerData = Infer<typeof brokerData>
