/** Pairs of text. Defined in `remoting/protocol/body/KVTable`. */
import { mapOf, object, text } from '../../protocol/shape.ts'

export const kvTable = object({ table: mapOf(text, text) })
