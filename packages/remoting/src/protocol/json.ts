/**
 * JSON as brokers really send it.
 *
 * RocketMQ serialises with fastjson (up to 5.3) and fastjson2 (since), which write more than RFC 8259 allows:
 * - maps keyed by objects: `{"offsetTable":{{"brokerName":"a","queueId":0,"topic":"t"}:{"brokerOffset":1}}}`
 * - maps keyed by numbers, unquoted: `{"brokerAddrs":{0:"127.0.0.1:10911"}}`
 * - 64-bit integers, which `JSON.parse` rounds past 2^53
 *
 * So an integer that a double cannot hold becomes a `bigint`, and an object with a key that is not a string
 * becomes a `JsonMap`, a list of pairs. What is standard JSON parses to the same values as with `JSON.parse`, up to
 * a depth that no body of RocketMQ comes near; deeper documents are refused.
 */
import { MalformedError } from '../errors.ts'
import { endOfString, suitsJsonParse } from './json-scan.ts'

export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonMap | JsonObject
export interface JsonObject {
  [key: string]: JsonValue
}

/** An object that has at least one key which is not a string, in the order sent. */
export class JsonMap {
  readonly entries: Array<[JsonValue, JsonValue]>

  constructor(entries: Array<[JsonValue, JsonValue]> = []) {
    this.entries = entries
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonMap)
}

/** Deep enough for every body of RocketMQ (8 at most), shallow enough never to exhaust the stack. */
const MAX_DEPTH = 64

/**
 * Parses one JSON document.
 * @throws MalformedError BODY_MALFORMED with the character position as `path`
 */
export function parseJson(text: string): JsonValue {
  if (suitsJsonParse(text, MAX_DEPTH)) {
    try {
      return JSON.parse(text)
    } catch {
      // Not standard after all: the lenient parser reads it, or says where it stops making sense.
    }
  }
  return new LenientParser(text).document()
}

/** Writes JSON that fastjson reads back: `bigint` as plain digits, a `JsonMap` with its keys as they are. */
export function writeJson(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  const entries = value instanceof JsonMap ? value.entries : Object.entries(value)
  return `{${entries.map(([key, item]) => `${writeJson(key)}:${writeJson(item)}`).join(',')}}`
}

const QUOTE = 34
const COMMA = 44
const ZERO = 48
const NINE = 57
const COLON = 58
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/** Any integer of so many digits fits a double. */
const SAFE_DIGITS = 15

/** A scalar ends at white space or at `,` `:` `]` `}`. */
const SCALAR = /[^\s,:\]}]+/y
/** More than any integer of RocketMQ has; a longer one reads as a double, since exact digits cost quadratic time. */
const MAX_INTEGER_CHARS = 64
const INTEGER = /^-?\d+$/
const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

class LenientParser {
  private readonly text: string
  private at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  document(): JsonValue {
    const value = this.value()
    this.skipSpace()
    if (this.at < this.text.length) throw this.unexpected()
    return value
  }

  private value(): JsonValue {
    switch (this.skipSpace()) {
      case OPEN_OBJECT:
        return this.object()
      case OPEN_LIST:
        return this.list()
      case QUOTE:
        return this.string()
      default:
        return this.scalar()
    }
  }

  private object(): JsonObject | JsonMap {
    this.descend()
    const object: JsonObject = {}
    let map: JsonMap | undefined
    if (this.skipSpace() !== CLOSE_OBJECT) {
      do {
        const key = this.value()
        if (this.skipSpace() !== COLON) throw this.unexpected()
        this.at++
        const value = this.value()
        if (map === undefined && typeof key !== 'string') map = new JsonMap(Object.entries(object))
        if (map !== undefined) map.entries.push([key, value])
        else setKey(object, key as string, value)
      } while (this.hasNext(CLOSE_OBJECT))
    }
    this.ascend()
    return map ?? object
  }

  private list(): JsonValue[] {
    this.descend()
    const list: JsonValue[] = []
    if (this.skipSpace() !== CLOSE_LIST) {
      do list.push(this.value())
      while (this.hasNext(CLOSE_LIST))
    }
    this.ascend()
    return list
  }

  /** Steps over a comma; false at the closing bracket. */
  private hasNext(close: number): boolean {
    const next = this.skipSpace()
    if (next === close) return false
    if (next !== COMMA) throw this.unexpected()
    this.at++
    return true
  }

  private string(): string {
    const start = this.at
    const end = endOfString(this.text, start)
    if (end < 0) throw this.unexpected()
    this.at = end + 1
    const raw = this.text.slice(start + 1, end)
    if (!raw.includes('\\')) return raw
    try {
      return JSON.parse(`"${raw}"`)
    } catch {
      throw this.unexpected(start)
    }
  }

  private scalar(): JsonValue {
    const small = this.smallInteger()
    if (small >= 0) return small
    SCALAR.lastIndex = this.at
    const word = SCALAR.exec(this.text)?.[0]
    if (word === undefined) throw this.unexpected()
    const value = scalarOf(word)
    if (value === undefined) throw this.unexpected()
    this.at += word.length
    return value
  }

  /** Most values are short runs of digits: read those without a copy. -1 when this is anything else. */
  private smallInteger(): number {
    const last = this.at + SAFE_DIGITS
    let value = 0
    for (let at = this.at; at <= last; at++) {
      const code = this.text.charCodeAt(at)
      if (code >= ZERO && code <= NINE) value = value * 10 + (code - ZERO)
      else if (at > this.at && (code === COMMA || code === CLOSE_OBJECT || code === COLON)) {
        this.at = at
        return value
      } else return -1
    }
    return -1
  }

  /** Moves to the next character that is not white space and returns its code (NaN at the end). */
  private skipSpace(): number {
    let code = this.text.charCodeAt(this.at)
    while (code === 32 || (code >= 9 && code <= 13)) code = this.text.charCodeAt(++this.at)
    return code
  }

  private descend(): void {
    this.at++
    if (++this.depth > MAX_DEPTH) throw this.unexpected()
  }

  private ascend(): void {
    this.at++
    this.depth--
  }

  private unexpected(at = this.at): MalformedError {
    const found = at < this.text.length ? `'${this.text.charAt(at)}'` : 'the end'
    return new MalformedError(
      'BODY_MALFORMED',
      `The JSON makes no sense at character ${at}: found ${found}.`,
      `${at}`,
    )
  }
}

/** Assigning to `__proto__` would change the object's prototype: define it as the plain key it is. */
export function setKey<V>(object: Record<string, V>, key: string, value: V): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}

function scalarOf(word: string): JsonValue | undefined {
  if (word.length <= MAX_INTEGER_CHARS && INTEGER.test(word)) {
    const number = Number(word)
    return Number.isSafeInteger(number) ? number : BigInt(word)
  }
  if (DECIMAL.test(word)) return Number(word)
  if (word === 'true') return true
  if (word === 'false') return false
  // fastjson writes NaN for a double that is not a number; a broker means "nothing measured" by it.
  if (word === 'null' || word === 'NaN') return null
  return undefined
}
