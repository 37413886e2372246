/**
 * Shapes: what a JSON body or a header field must look like, written once and used in both directions.
 *
 * `read` turns a parsed value into a typed one and refuses what does not fit, naming the place; `write` turns it
 * back. Unknown fields are ignored, since newer brokers add them. A shape that stands for a missing field
 * (`optional`, `withDefault`) also takes `null`, which fastjson may write for it.
 */
import { MalformedError } from '../errors.ts'
import { isJsonObject, JsonMap, type JsonObject, type JsonValue, parseJson } from './json.ts'

export interface Shape<T> {
  /** What is expected, in words, for the error. */
  readonly expected: string
  readonly read: (value: JsonValue | undefined) => T
  readonly write: (value: T) => JsonValue | undefined
}

/** A shape whose values also travel as text, as every header field does. */
export interface Scalar<T> extends Shape<T> {
  readonly parse: (text: string) => T
}

export type Infer<S> = S extends Shape<infer T> ? T : never

/** Marks a shape whose field may be missing from an object. */
export interface OptionalShape<T> extends Shape<T | undefined> {
  readonly optional: true
}

// ---------------------------------------------------------------------------------------------- scalars

/** No integer of RocketMQ has more digits. */
const INTEGER = /^-?\d{1,20}$/
const DOUBLE = /^-?(\d+(\.\d+)?([eE][+-]?\d+)?|Infinity)$|^NaN$/

export const text: Scalar<string> = scalar('text', value =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'bigint'
      ? `${value}`
      : undefined,
)

/** A Java `int`, `short` or `byte`. */
export const int32: Scalar<number> = scalar('a 32-bit integer', value => {
  const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value
  return typeof number === 'number' && (number | 0) === number ? number : undefined
})

/** A Java `long` that counts something: offsets, sizes, totals. Always a `bigint`. */
export const int64: Scalar<bigint> = scalar('a 64-bit integer', value => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  const long = typeof value === 'string' && INTEGER.test(value) ? BigInt(value) : value
  return typeof long === 'bigint' && BigInt.asIntN(64, long) === long ? long : undefined
})

/** A Java `long` that is a time or a span in milliseconds: always a safe `number`. */
export const millis: Scalar<number> = scalar('milliseconds', value => {
  const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
})

const LONG_MAX_VALUE = '9223372036854775807'

/** The end of a span that may be open, for which Java says `Long.MAX_VALUE`: that reads as the largest safe number. */
export const millisOrEver: Scalar<number> = scalar('milliseconds', value =>
  value === LONG_MAX_VALUE ? Number.MAX_SAFE_INTEGER : millis.read(value),
)

const anyNumber: Scalar<number> = scalar('a number', value => {
  if (typeof value === 'number') return value
  const isNumber = typeof value === 'bigint' || (typeof value === 'string' && DOUBLE.test(value))
  return isNumber ? Number(value) : undefined
})

/** A Java `double` or `float`. `null` reads as NaN: RocketMQ's JSON has no other way to write it. */
export const double: Scalar<number> = { ...anyNumber, read: readDouble, parse: readDouble }

function readDouble(value: JsonValue | undefined): number {
  return value === null ? Number.NaN : anyNumber.read(value)
}

export const bool: Scalar<boolean> = scalar('true or false', value =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined,
)

/** Anything a body may hold, as parsed. */
export const anyJson: Shape<JsonValue> = {
  expected: 'any value',
  read: value => value ?? null,
  write: value => value,
}

/** One of a closed set of words; what a newer broker adds reads as itself, so the type stays open. */
export function word<const W extends string>(..._known: W[]): Scalar<W | (string & {})> {
  return text
}

function scalar<T extends JsonValue>(
  expected: string,
  convert: (value: JsonValue) => T | undefined,
): Scalar<T> {
  const read = (value: JsonValue | undefined): T => {
    const result = value === undefined || value === null ? undefined : convert(value)
    if (result === undefined) throw mismatch(expected, value)
    return result
  }
  return { expected, read, parse: read, write: value => value }
}

// -------------------------------------------------------------------------------------------- containers

export function optional<T>(shape: Scalar<T>): OptionalShape<T> & Scalar<T | undefined>
export function optional<T>(shape: Shape<T>): OptionalShape<T>
export function optional<T>(shape: Shape<T> | Scalar<T>): OptionalShape<T> {
  const optionalShape = {
    optional: true as const,
    expected: shape.expected,
    read: (value: JsonValue | undefined) =>
      value === undefined || value === null ? undefined : shape.read(value),
    write: (value: T | undefined) => (value === undefined ? undefined : shape.write(value)),
  }
  return 'parse' in shape ? Object.assign(optionalShape, { parse: shape.parse }) : optionalShape
}

/** A field that older releases do not send: it reads as `fallback`. */
export function withDefault<T>(shape: Scalar<T>, fallback: T): Scalar<T>
export function withDefault<T>(shape: Shape<T>, fallback: T): Shape<T>
export function withDefault<T>(shape: Shape<T>, fallback: T): Shape<T> {
  return {
    ...shape,
    read: value => (value === undefined || value === null ? fallback : shape.read(value)),
  }
}

/** A Java list, set or array. `null` reads as an empty list: RocketMQ writes it for "none". */
export function list<T>(item: Shape<T>): Shape<T[]> {
  return {
    expected: 'a list',
    read: value => {
      if (value === undefined || value === null) return []
      if (!Array.isArray(value)) throw mismatch('a list', value)
      return value.map((element, index) => readAt(index, item, element))
    },
    write: value => value.map(element => item.write(element) ?? null),
  }
}

/** A Java map keyed by text or numbers. A `Map`, because brokers and clients choose the keys. */
export function mapOf<K, V>(key: Scalar<K>, item: Shape<V>): Shape<Map<K, V>> {
  return {
    expected: 'a map',
    read: value =>
      new Map(
        entriesOf(value).map(([name, element], index) => [
          readKey(index, key, name),
          readAt(String(name), item, element),
        ]),
      ),
    write: value => {
      const written = [...value].map(([name, element]): [JsonValue, JsonValue] => [
        key.write(name) ?? null,
        item.write(element) ?? null,
      ])
      return new JsonMap(written)
    },
  }
}

/** A Java map keyed by objects, as a list of pairs in the order sent. */
export function pairs<K, V>(key: Shape<K>, item: Shape<V>): Shape<Array<[K, V]>> {
  // Where a client serialises with another library the key object arrives as a text of JSON.
  const read = (name: JsonValue | undefined): K => key.read(typeof name === 'string' ? parseJson(name) : name)
  return {
    expected: 'a map keyed by objects',
    read: value =>
      entriesOf(value).map(([name, element], index): [K, V] => [
        readKey(index, { read }, name),
        readAt(index, item, element),
      ]),
    write: value =>
      new JsonMap(
        value.map(([name, element]): [JsonValue, JsonValue] => [
          key.write(name) ?? null,
          item.write(element) ?? null,
        ]),
      ),
  }
}

type ShapeFields = Record<string, Shape<never> | Shape<unknown>>
type OptionalKeys<F> = { [K in keyof F]: F[K] extends { optional: true } ? K : never }[keyof F]
type Simplify<T> = { [K in keyof T]: T[K] }
export type ObjectOf<F> = Simplify<
  { [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]> } & { [K in OptionalKeys<F>]?: Infer<F[K]> }
>

/** A Java object with named fields. */
export function object<F extends Record<string, unknown>>(fields: F): Shape<ObjectOf<F>> {
  const shapes = Object.entries(fields as ShapeFields) as Array<[string, Shape<unknown>]>
  return {
    expected: 'an object',
    read: value => {
      if (!isJsonObject(value)) throw mismatch('an object', value)
      const result: Record<string, unknown> = {}
      for (const [name, shape] of shapes) result[name] = readAt(name, shape, value[name])
      return result as ObjectOf<F>
    },
    write: value => {
      const result: JsonObject = {}
      for (const [name, shape] of shapes) {
        const written = shape.write((value as Record<string, unknown>)[name])
        if (written !== undefined) result[name] = written
      }
      return result
    },
  }
}

// ----------------------------------------------------------------------------------------------- helpers

function entriesOf(value: JsonValue | undefined): Array<[JsonValue, JsonValue]> {
  if (value === undefined || value === null) return []
  if (value instanceof JsonMap) return value.entries
  if (!isJsonObject(value)) throw mismatch('a map', value)
  return Object.entries(value)
}

type Reads<T> = Pick<Shape<T>, 'read'>

function readAt<T>(place: string | number, shape: Reads<T>, value: JsonValue | undefined): T {
  try {
    return shape.read(value)
  } catch (error) {
    throw placed(`${place}`, error)
  }
}

function readKey<K>(index: number, shape: Reads<K>, name: JsonValue): K {
  try {
    return shape.read(name)
  } catch (error) {
    throw placed(`key ${index}`, error)
  }
}

/** Peers choose the names of places, so a path shows only so much of each. */
const MAX_PLACE_CHARS = 200

function placed(place: string, error: unknown): unknown {
  if (!(error instanceof MalformedError)) return error
  const shown = place.slice(0, MAX_PLACE_CHARS)
  const path = error.path === '' ? shown : `${shown}.${error.path}`
  return new MalformedError('BODY_MALFORMED', error.message, path)
}

/** Says what kind of value was found but never the value: it may be a secret. */
function mismatch(expected: string, value: JsonValue | undefined): MalformedError {
  const found =
    value === undefined
      ? 'nothing'
      : value === null
        ? 'null'
        : Array.isArray(value)
          ? 'a list'
          : typeof value === 'object'
            ? 'an object'
            : `a ${typeof value}`
  return new MalformedError('BODY_MALFORMED', `Expected ${expected}, found ${found}.`)
}
