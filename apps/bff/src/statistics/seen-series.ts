import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { SeriesKey } from './statistics-table.ts'

/** Whether the figures are the caller's to see: a sum over a whole instance is for those who see the whole. */
export function seesSeries(
  { isWhole, topics, groups }: Pick<InstanceHandle, 'isWhole' | 'topics' | 'groups'>,
  { topic, group }: Pick<SeriesKey, 'topic' | 'group'>,
): boolean {
  if (isWhole) return true
  if (topic === '' && group === '') return false
  return (topic === '' || topics.sees(topic)) && (group === '' || groups.sees(group))
}
