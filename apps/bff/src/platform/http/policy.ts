/** Who may call which operation: the contract's table. The server refuses to start when an entry is missing. */
import type { Entry } from '@gantry/contract'

/** Operation ID → entry. */
export type Policy = Readonly<Record<string, Entry>>
