import type { OperationId } from '@gantry/contract'

export interface RowAction {
  readonly label: string
  readonly to: string
  readonly isDestructive?: boolean
  /** What it leads to; who may not do that is told why. */
  readonly needs?: OperationId
  /** Where it is done, when the page is not of that instance. */
  readonly instanceId?: string
  /** Why it cannot be done now: shown, not hidden. */
  readonly disabledReason?: string | undefined
}

export interface RowMenuProps {
  /** The name of the row, for those who do not see it. */
  readonly of: string
  readonly actions: readonly RowAction[]
}
