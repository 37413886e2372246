/**
 * Groups that consume with nobody connected: clients of a proxy are connected to the proxy alone. A broker's rate does not tell
 * them from clients that have just left, since it is of the last minute. Progress that goes on does: it is compared from look to
 * look, and has to move twice, since a reset of the offsets moves it once.
 */
import type { GroupLiveState } from '@gantry/remoting'
import { figuresOf } from '../platform/brokers/group-figures.ts'

/** Looks that follow each other faster are one: a reset goes queue by queue. */
export const LOOK_GAP_MS = 500
/** What moved before says nothing of now. */
const RECENT_MS = 30_000
const MOVES = 2
/** Only groups that are watched while they consume are in here; this is for a console that watches very many. */
const MOST_GROUPS = 5_000

interface Progress {
  lookedAtMs: number
  /** Sum of the group's offsets. */
  consumed: bigint
  /** When it was seen to have moved on, in ms; the last ones. */
  movedAtMs: readonly number[]
}

export class UnseenClients {
  private readonly groups = new Map<string, Progress>()

  /**
   * Tells of one more look at a group.
   * @param key of the group, within all clusters
   * @returns whether somebody consumes whom brokers do not name; false while that is not known yet
   */
  look(key: string, state: GroupLiveState, nowMs: number): boolean {
    if (!consumesAlone(state)) {
      this.groups.delete(key)
      return false
    }
    const consumed = consumedBy(state)
    const before = this.groups.get(key)
    if (before === undefined) this.begin(key, { lookedAtMs: nowMs, consumed, movedAtMs: [] })
    else if (nowMs - before.lookedAtMs >= LOOK_GAP_MS) goOn(before, consumed, nowMs)
    const moves = (before?.movedAtMs ?? []).filter(movedAtMs => nowMs - movedAtMs <= RECENT_MS)
    return moves.length >= MOVES
  }

  private begin(key: string, progress: Progress): void {
    const [oldest] = this.groups.keys()
    if (this.groups.size >= MOST_GROUPS && oldest !== undefined) this.groups.delete(oldest)
    this.groups.set(key, progress)
  }
}

/** Brokers count messages of the last minute, and name no client. */
export function consumesAlone(state: GroupLiveState): boolean {
  const { isOnline, consumeTps } = figuresOf(state)
  return isOnline === false && (consumeTps ?? 0) > 0
}

function goOn(progress: Progress, consumed: bigint, nowMs: number): void {
  const { movedAtMs } = progress
  if (consumed > progress.consumed) progress.movedAtMs = [...movedAtMs, nowMs].slice(-MOVES)
  else if (consumed < progress.consumed) progress.movedAtMs = []
  progress.consumed = consumed
  progress.lookedAtMs = nowMs
}

function consumedBy({ views }: GroupLiveState): bigint {
  const offsets = views.flatMap(({ stats }) =>
    stats.offsetTable.map(([, { consumerOffset }]) => consumerOffset),
  )
  return offsets.reduce((sum, offset) => sum + offset, 0n)
}
