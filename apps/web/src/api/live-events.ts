/**
 * What the server tells while a page is open (`GET /api/v1/events`), and which answers it makes old: those of endpoints
 * whose id begins with one of the words.
 */
export const LIVE_EVENTS: Readonly<Record<string, readonly string[]>> = {
  clusterCreated: ['cluster'],
  clusterUpdated: ['cluster', 'instance'],
  clusterDeleted: ['cluster'],
  clusterStateChanged: ['cluster', 'instance'],
  instanceCreated: ['instance'],
  instanceUpdated: ['instance'],
  instanceDeleted: ['instance'],
  topicCreated: ['topic', 'instance'],
  topicUpdated: ['topic'],
  topicRepaired: ['topic', 'instance'],
  topicDeleted: ['topic', 'instance'],
  groupCreated: ['group', 'instance'],
  groupUpdated: ['group', 'consumer'],
  groupRepaired: ['group', 'consumer', 'instance'],
  groupDeleted: ['group', 'consumer', 'instance'],
  offsetsReset: ['offset', 'consumer', 'group'],
  deadLetterResendUpdated: ['deadLetter'],
  traceTaskUpdated: ['trace'],
  auditEventRecorded: ['audit'],
}

/** @param endpointId first part of a cache key */
export function isMadeOldBy(eventType: string, endpointId: unknown): boolean {
  const words = LIVE_EVENTS[eventType] ?? []
  return typeof endpointId === 'string' && words.some(word => endpointId.startsWith(word))
}
