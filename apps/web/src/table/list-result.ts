import type { Partial as PartialAnswer } from '@gantry/contract'

/** A list as the shell shows it, wherever its rows come from. */
export interface ListResult<Row> {
  readonly rows: readonly Row[]
  readonly isPending: boolean
  readonly isRefreshing: boolean
  readonly error: unknown
  /** Which brokers did not answer. */
  readonly partial: PartialAnswer | null
  /** ISO 8601: when the figures were read. */
  readonly asOf: string | undefined
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  loadMore(): void
  /** Every row, also those not yet shown, up to the limit of an export. */
  loadAll(): Promise<readonly Row[]>
  refresh(): void
}
