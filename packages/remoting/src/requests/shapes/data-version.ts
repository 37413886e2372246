/** How new a table of a broker is: compared as a whole, changed with the table. Defined in `remoting/protocol/DataVersion`. */
import { type Infer, int64, millis, object, withDefault } from '../../protocol/shape.ts'

export const dataVersion = object({
  /** Epoch of the broker's store in controller mode, else 0; unknown to brokers before 5.0. */
  stateVersion: withDefault(int64, 0n),
  /** Time of the last change, or of the broker's start. */
  timestamp: millis,
  /** Changes so far. */
  counter: int64,
})
export type DataVersion = Infer<typeof dataVersion>
