import { answer, type MessageRule } from '../trail.ts'

/** Nobody is there to consume it. */
export const groupOffline: MessageRule = ({ groups }) =>
  groups
    .filter(({ status }) => status === 'NOT_ONLINE')
    .map(({ group }) =>
      answer('GROUP_OFFLINE', 'groupOffline', { group }, { group, evidence: ['message', 'group'] }),
    )
