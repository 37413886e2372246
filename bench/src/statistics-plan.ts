/** What the statistics' benchmark counts: so many series, of each kind a share. */
export interface StatisticsPlan {
  readonly topics: number
  readonly groups: number
  /** Topics that each group consumes. */
  readonly topicsOfGroup: number
}

/** Five of each ten are groups of topics, four are topics, one is a group; the sums of the instance come on top. */
export function planOf(series: number): StatisticsPlan {
  return { topics: Math.round(series * 0.4), groups: Math.round(series * 0.1), topicsOfGroup: 5 }
}
