/** A broker with its replicas. Defined in `remoting/protocol/route/BrokerData`. */
import { bool, type Infer, int32, mapOf, object, optional, text } from '../../protocol/shape.ts'

export const brokerData = object({
  cluster: text,
  brokerName: text,
  /** Address by broker ID; 0 is the master. */
  brokerAddrs: mapOf(int32, text),
  zoneName: optional(text),
  /** A replica may stand in for the master; unknown before 5.0. */
  enableActingMaster: optional(bool),
})
export type BrokerData = Infer<typeof brokerData>
