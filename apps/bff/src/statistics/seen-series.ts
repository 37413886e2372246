import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { SeriesKey } from './statistics-table.ts'

/** Whether the figures are the caller's to see: a sum over a whole instance is for those who see the whole. */
export function seesSeries(
  { isWhole, sees }: Pick<InstanceHandle, 'isWhole' | 'sees'>,
  { topic, group }: Pick<SeriesKey, 'topic' | 'group'>,
): boolean {
  const names = [topic, group].filter(name => name !== '')
  return isWhole || (names.length > 0 && names.every(name => sees(name)))
}
