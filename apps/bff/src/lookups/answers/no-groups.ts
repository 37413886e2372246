import { answer, type MessageRule } from '../trail.ts'

/** Nobody has ever subscribed to its topic. */
export const noGroups: MessageRule = ({ groups, sighting: { topic } }) =>
  groups.length > 0 ? [] : [answer('GROUP_OFFLINE', 'noGroups', { topic }, { evidence: ['topic'] })]
