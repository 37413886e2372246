import type { Sight } from '@gantry/contract'
import type { Caller } from './caller.ts'

/** What a caller sees where it does not see the whole. */
export type SightOf = (caller: Caller) => Promise<Sight>
