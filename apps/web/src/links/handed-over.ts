import { type BrokerOutcome, brokerOutcome } from '@gantry/contract'
import { useLocation } from 'react-router'
import { z } from 'zod'

const handedOver = z.object({ outcomes: z.array(brokerOutcome) })

/** What the form that created something hands to the dialog that repairs it: what each broker said. */
export function useHandedOutcomes(): readonly BrokerOutcome[] {
  const { state }: { state: unknown } = useLocation()
  return handedOver.safeParse(state).data?.outcomes ?? []
}
