/** Where a topic or group stands against what the console knows of it, and what settles it. */
export const RESOURCE_STATES = ['READY', 'INCOMPLETE', 'MISSING_ON_BROKER', 'UNMANAGED'] as const
export type ResourceState = (typeof RESOURCE_STATES)[number]

/** Make it where it is missing; take it away where it is; drop the console's memory of it; manage one that is on the brokers. */
export const REPAIR_CHOICES = ['finish', 'undo', 'forget', 'adopt'] as const
export type RepairChoice = (typeof REPAIR_CHOICES)[number]

/** What may be chosen in which state: each choice ends in a state that is whole. */
export const REPAIR_ACTIONS: Readonly<Record<ResourceState, readonly RepairChoice[]>> = {
  READY: [],
  INCOMPLETE: ['finish', 'undo'],
  MISSING_ON_BROKER: ['finish', 'forget'],
  UNMANAGED: ['adopt'],
}
