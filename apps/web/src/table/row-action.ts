export interface RowAction {
  readonly label: string
  readonly to: string
  readonly isDestructive?: boolean
  /** Why it cannot be done now: shown, not hidden. */
  readonly disabledReason?: string | undefined
}

export interface RowMenuProps {
  /** The name of the row, for those who do not see it. */
  readonly of: string
  readonly actions: readonly RowAction[]
}
