/** Reads what became of groups since a minute. Hours that are over are put together once: a day of many groups is much to read. */
import type { StatisticsService } from '../statistics/statistics-service.ts'
import { changesOf, type GroupChanges, joined } from './group-changes.ts'

const MINUTES_AN_HOUR = 60
/** A minute is written some seconds after it has ended, by a busy replica later. */
const SETTLED_MINUTES = 2
/** The longest span, and the part of an hour that it begins with. */
const KEPT_HOURS = 26

export class ChangeReader {
  private readonly statistics: Pick<StatisticsService, 'within'>
  /** By hour since 1970, then by instance. */
  private readonly hours = new Map<number, Map<string, readonly GroupChanges[]>>()

  constructor(statistics: Pick<StatisticsService, 'within'>) {
    this.statistics = statistics
  }

  /** @returns one entry for each group that has figures from `fromMinute` up to `toMinute`, both since 1970 */
  async between(
    instanceIds: readonly string[],
    fromMinute: number,
    toMinute: number,
  ): Promise<GroupChanges[]> {
    const lastHour = Math.floor(toMinute / MINUTES_AN_HOUR)
    for (const hour of this.hours.keys()) if (hour < lastHour - KEPT_HOURS) this.hours.delete(hour)
    const changes = new Map<string, GroupChanges>()
    for (let from = fromMinute; from < toMinute; ) {
      const hour = Math.floor(from / MINUTES_AN_HOUR)
      const end = (hour + 1) * MINUTES_AN_HOUR
      const isWhole = from % MINUTES_AN_HOUR === 0 && end + SETTLED_MINUTES <= toMinute
      const part = isWhole
        ? await this.ofHour(instanceIds, hour)
        : await this.read(instanceIds, from, Math.min(end, toMinute))
      for (const later of part) {
        const key = `${later.instanceId} ${later.group}`
        const earlier = changes.get(key)
        changes.set(key, earlier ? joined(earlier, later) : later)
      }
      from = end
    }
    return [...changes.values()]
  }

  private async ofHour(instanceIds: readonly string[], hour: number): Promise<GroupChanges[]> {
    const known = this.hours.get(hour) ?? new Map<string, readonly GroupChanges[]>()
    this.hours.set(hour, known)
    const unknown = instanceIds.filter(id => !known.has(id))
    const from = hour * MINUTES_AN_HOUR
    const found = await this.read(unknown, from, from + MINUTES_AN_HOUR)
    const byInstance = Map.groupBy(found, ({ instanceId }) => instanceId)
    for (const id of unknown) known.set(id, byInstance.get(id) ?? [])
    return instanceIds.flatMap(id => known.get(id) ?? [])
  }

  private async read(
    instanceIds: readonly string[],
    fromMinute: number,
    toMinute: number,
  ): Promise<GroupChanges[]> {
    const range = { fromMinute, toMinute }
    const series = await this.statistics.within('group', instanceIds, range, ({ group }) => group !== '')
    return series.map(changesOf)
  }
}
