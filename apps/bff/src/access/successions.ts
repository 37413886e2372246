/** Which broker is which, where a controller gives out IDs: a replica that becomes the master has the ID 0 from then on. */
import { type BrokerIdentity, without } from './broker-identity.ts'

export interface Succession {
  readonly brokerName: string
  readonly from: number
  readonly to: number
}

/** Of one name, who comes with an ID that nobody had takes the place of who is gone. */
export function successions(
  known: readonly BrokerIdentity[],
  present: readonly BrokerIdentity[],
): Succession[] {
  const freshByName = Map.groupBy(without(present, known), ({ brokerName }) => brokerName)
  const goneByName = Map.groupBy(without(known, present), ({ brokerName }) => brokerName)
  return [...freshByName].flatMap(([brokerName, fresh]) =>
    (goneByName.get(brokerName) ?? []).flatMap((gone, index) => {
      const to = fresh[index]
      return to ? [{ brokerName, from: gone.brokerId, to: to.brokerId }] : []
    }),
  )
}
