/**
 * Header fields: the `extFields` of a command. On the wire each is text; a field that is absent is left out.
 */
import { MalformedError } from '../errors.ts'
import type { ObjectOf, Scalar } from './shape.ts'

export type HeaderFields = Readonly<Record<string, string>>

export interface FieldsShape<T> {
  readonly read: (fields: HeaderFields) => T
  readonly write: (value: T) => Record<string, string>
}

/** The fields of one request or response, by their names on the wire. */
export function fields<F extends Record<string, unknown>>(shapes: F): FieldsShape<ObjectOf<F>> {
  const entries = Object.entries(shapes) as Array<[string, Scalar<unknown>]>
  return {
    read: wire => {
      const result: Record<string, unknown> = {}
      for (const [name, shape] of entries) result[name] = readField(name, shape, wire[name])
      return result as ObjectOf<F>
    },
    write: value => {
      const wire: Record<string, string> = {}
      for (const [name, shape] of entries) {
        const written = shape.write((value as Record<string, unknown>)[name])
        if (written !== undefined && written !== null) wire[name] = String(written)
      }
      return wire
    },
  }
}

/** A request or response whose header has no fields of its own. */
export const noFields: FieldsShape<Record<never, never>> = fields({})

function readField(name: string, shape: Scalar<unknown>, value: string | undefined): unknown {
  try {
    return shape.read(value)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    throw new MalformedError('BODY_MALFORMED', `The header field ${name} is wrong. ${error.message}`, name)
  }
}
