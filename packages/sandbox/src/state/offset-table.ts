/**
 * How far groups have consumed. Imitates `broker/offset/ConsumerOffsetManager`.
 *
 * Three tables by `topic@group` and queue: what is consumed, what is pulled, and where a reset has sent the group that it has not
 * gone yet. A reset wins until the group's next pull, which takes it away.
 */
import type { DataVersion } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import { firstVersion, nextVersion } from './data-version.ts'

export type QueueOffsets = ReadonlyMap<number, number>

const SEPARATOR = '@'
/** `consumerOffsetUpdateVersionStep` */
const VERSION_STEP = 500

export class OffsetTable {
  private readonly consumed = new Map<string, Map<number, number>>()
  private readonly pulled = new Map<string, Map<number, number>>()
  private readonly resets = new Map<string, Map<number, number>>()
  private readonly clock: Clock
  private currentVersion: DataVersion
  private commits = 0

  constructor(clock: Clock) {
    this.clock = clock
    this.currentVersion = firstVersion(clock)
  }

  get dataVersion(): DataVersion {
    return this.currentVersion
  }

  /** By `topic@group`. */
  allConsumed(): ReadonlyMap<string, QueueOffsets> {
    return this.consumed
  }

  /** By `topic@group`. */
  allPulled(): ReadonlyMap<string, QueueOffsets> {
    return this.pulled
  }

  commit(group: string, topic: string, queueId: number, offset: number): void {
    put(this.consumed, keyOf(topic, group), queueId, offset)
    if (++this.commits % VERSION_STEP === 0)
      this.currentVersion = nextVersion(this.currentVersion, this.clock)
  }

  commitPull(group: string, topic: string, queueId: number, offset: number): void {
    put(this.pulled, keyOf(topic, group), queueId, offset)
  }

  /** Where the group goes on; undefined when it has never consumed of the queue. */
  query(group: string, topic: string, queueId: number): number | undefined {
    const key = keyOf(topic, group)
    return this.resets.get(key)?.get(queueId) ?? this.consumed.get(key)?.get(queueId)
  }

  /** Where the group pulls next; it may be ahead of what it has consumed. */
  queryPull(group: string, topic: string, queueId: number): number | undefined {
    return this.pulled.get(keyOf(topic, group))?.get(queueId) ?? this.query(group, topic, queueId)
  }

  hasReset(group: string, topic: string, queueId: number): boolean {
    return this.resets.get(keyOf(topic, group))?.has(queueId) === true
  }

  reset(group: string, topic: string, queueId: number, offset: number): void {
    put(this.resets, keyOf(topic, group), queueId, offset)
    this.commit(group, topic, queueId, offset)
  }

  /** The reset that waits for the group, which is over with this. */
  takeReset(group: string, topic: string, queueId: number): number | undefined {
    const key = keyOf(topic, group)
    const byQueue = this.resets.get(key)
    const offset = byQueue?.get(queueId)
    byQueue?.delete(queueId)
    if (byQueue?.size === 0) this.resets.delete(key)
    return offset
  }

  clone(from: string, to: string, topic: string): void {
    const offsets = this.consumed.get(keyOf(topic, from))
    if (offsets !== undefined) this.consumed.set(keyOf(topic, to), new Map(offsets))
  }

  topicsOf(group: string): string[] {
    return this.pairs().flatMap(pair => (pair.group === group ? [pair.topic] : []))
  }

  groupsOf(topic: string): string[] {
    return this.pairs().flatMap(pair => (pair.topic === topic ? [pair.group] : []))
  }

  topicsByGroup(): Map<string, string[]> {
    const pairs = Map.groupBy(this.pairs(), ({ group }) => group)
    return new Map([...pairs].map(([group, found]) => [group, found.map(({ topic }) => topic)]))
  }

  consumedOf(group: string, topic: string): QueueOffsets | undefined {
    return this.consumed.get(keyOf(topic, group))
  }

  removeGroup(group: string): void {
    for (const topic of this.topicsOf(group)) this.remove(keyOf(topic, group))
  }

  removeTopic(topic: string): void {
    for (const group of this.groupsOf(topic)) this.remove(keyOf(topic, group))
  }

  private remove(key: string): void {
    for (const table of [this.consumed, this.pulled, this.resets]) table.delete(key)
  }

  private pairs(): Array<{ readonly topic: string; readonly group: string }> {
    return [...this.consumed.keys()].map(key => {
      const at = key.indexOf(SEPARATOR)
      return { topic: key.slice(0, at), group: key.slice(at + 1) }
    })
  }
}

function keyOf(topic: string, group: string): string {
  return topic + SEPARATOR + group
}

function put(table: Map<string, Map<number, number>>, key: string, queueId: number, offset: number): void {
  const byQueue = table.get(key)
  if (byQueue === undefined) table.set(key, new Map([[queueId, offset]]))
  else byQueue.set(queueId, offset)
}
