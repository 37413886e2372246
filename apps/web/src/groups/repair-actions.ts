import type { BodyOf, Group, groupRepair } from '@gantry/contract'

type RepairAction = BodyOf<typeof groupRepair>['action']

/** What settles a group that is not where it should be: each choice ends in a state that is whole. */
export const REPAIR_ACTIONS: Readonly<Record<Group['state'], readonly RepairAction[]>> = {
  READY: [],
  INCOMPLETE: ['finish', 'undo'],
  MISSING_ON_BROKER: ['finish', 'forget'],
  UNMANAGED: ['adopt'],
}
