/**
 * Header fields against Apache RocketMQ's own classes: `fixtures/headers.json` holds what each puts on the wire with
 * all its fields set, and which it demands (`fixtures/java/GoldenHeaders.java` records it).
 */
import { readFileSync } from 'node:fs'
import type { FieldsShape } from '../src/protocol/fields.ts'
import { parseJson } from '../src/protocol/json.ts'
import { list, mapOf, object, text } from '../src/protocol/shape.ts'

const golden = object({
  headers: mapOf(text, object({ fields: mapOf(text, text), required: list(text) })),
}).read(parseJson(readFileSync(new URL('../fixtures/headers.json', import.meta.url), 'utf8')))

/** Of every request since 5.0, read by nobody here. See `src/requests/shapes/rpc-fields`. */
const NEVER_USED = ['ns', 'nsd', 'oway', 'bname', 'lo']

export interface GoldenHeader {
  readonly fields: Readonly<Record<string, string>>
  readonly required: readonly string[]
}

/** `values` take the place of made-up ones that could not be read, such as JSON; a field named there is never left out. */
export function goldenHeader(javaClass: string, values: Readonly<Record<string, string>> = {}): GoldenHeader {
  const entry = golden.headers.get(javaClass)
  if (entry === undefined) throw new Error(`${javaClass} was not recorded`)
  const fields = [...entry.fields]
    .filter(([name]) => name in values || !NEVER_USED.includes(name))
    .map(([name, value]) => [name, values[name] ?? value] as const)
  return { fields: Object.fromEntries(fields), required: entry.required }
}

/** The fields that a shape cannot be read without. */
export function demandedFields<T>(shape: FieldsShape<T>, { fields }: GoldenHeader): string[] {
  return Object.keys(fields).filter(name => {
    const others = Object.entries(fields).filter(([other]) => other !== name)
    try {
      shape.read(Object.fromEntries(others))
      return false
    } catch {
      return true
    }
  })
}
