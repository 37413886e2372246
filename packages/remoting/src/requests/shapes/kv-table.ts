/** Pairs of text. Defined in `remoting/protocol/body/KVTable`. */
import { type Infer, mapOf, object, text } from '../../protocol/shape.ts'

export const kvTable = object({ table: mapOf(text, text) })
export type KvTable = Infer<typeof kvTable>
