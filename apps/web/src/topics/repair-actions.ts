import type { BodyOf, Topic, topicRepair } from '@gantry/contract'

type RepairAction = BodyOf<typeof topicRepair>['action']

/** What settles a topic that is not where it should be: each choice ends in a state that is whole. */
export const REPAIR_ACTIONS: Readonly<Record<Topic['state'], readonly RepairAction[]>> = {
  READY: [],
  INCOMPLETE: ['finish', 'undo'],
  MISSING_ON_BROKER: ['finish', 'forget'],
  UNMANAGED: ['adopt'],
}
