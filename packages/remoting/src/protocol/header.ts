/**
 * The header of a remoting command, in both serialisations.
 *
 * JSON (type 0): `{"code":..,"language":"JAVA","version":..,"opaque":..,"flag":..,"remark":"..","extFields":{..}}`
 *
 * ROCKETMQ (type 1), big endian:
 *
 *     code int16 | language int8 | version int16 | opaque int32 | flag int32
 *     remark length int32, UTF-8 | fields length int32, then per field: key length int16, UTF-8, value length int32, UTF-8
 *
 * `flag` bit 0: response; bit 1: one-way. A broker answers in the serialisation of the request.
 * Defined by RocketMQ in `remoting/protocol/RemotingCommand` and `RocketMQSerializable`.
 */
import { MalformedError } from '../errors.ts'
import type { HeaderFields } from './fields.ts'
import { isJsonObject, type JsonObject, type JsonValue, parseJson, setKey } from './json.ts'

export const SERIALIZE_JSON = 0
export const SERIALIZE_ROCKETMQ = 1
export type SerializeType = typeof SERIALIZE_JSON | typeof SERIALIZE_ROCKETMQ

export const FLAG_RESPONSE = 1
export const FLAG_ONEWAY = 2

export interface CommandHeader {
  /** Request code in a request, response code in a response. */
  code: number
  /** One of `LANGUAGES`; what a newer peer sends beyond them reads as `OTHER`. */
  language: string
  /** Ordinal of the sender's release in RocketMQ's `MQVersion`. */
  version: number
  opaque: number
  flag: number
  remark: string | undefined
  extFields: HeaderFields
}

/** RocketMQ's `LanguageCode`, by number. */
export const LANGUAGES = [
  'JAVA',
  'CPP',
  'DOTNET',
  'PYTHON',
  'DELPHI',
  'ERLANG',
  'RUBY',
  'OTHER',
  'HTTP',
  'GO',
  'PHP',
  'OMS',
  'RUST',
  'NODE_JS',
] as const

const MAX_INT16 = 0x7fff
const FIXED_BYTES = 2 + 1 + 2 + 4 + 4

/** @throws MalformedError BAD_ARGUMENT when a number or name does not fit the ROCKETMQ serialisation */
export function encodeHeader(header: CommandHeader, type: SerializeType): Buffer {
  return type === SERIALIZE_JSON ? Buffer.from(JSON.stringify(header)) : encodeBinary(header)
}

/** @throws MalformedError FRAME_MALFORMED when the bytes are not a header of that serialisation */
export function decodeHeader(bytes: Buffer, type: number): CommandHeader {
  if (type === SERIALIZE_JSON) return decodeJson(bytes)
  if (type === SERIALIZE_ROCKETMQ) return decodeBinary(bytes)
  throw malformed(`the header's serialisation type is ${type}, not 0 (JSON) or 1 (ROCKETMQ)`)
}

function decodeJson(bytes: Buffer): CommandHeader {
  const { code, language, version, opaque, flag, remark, extFields } = objectOf(bytes)
  if (!isInt32(code) || !isInt32(opaque)) throw malformed('the header has no code or no opaque')
  return {
    code,
    language: typeof language === 'string' ? language : 'OTHER',
    version: isInt32(version) ? version : 0,
    opaque,
    flag: isInt32(flag) ? flag : 0,
    remark: typeof remark === 'string' ? remark : undefined,
    extFields: extFields === undefined || extFields === null ? NO_FIELDS : fieldsOf(extFields),
  }
}

const NO_FIELDS: HeaderFields = Object.freeze({})

function objectOf(bytes: Buffer): JsonObject {
  let parsed: JsonValue
  try {
    parsed = parseJson(bytes.toString())
  } catch {
    throw malformed('the header is not JSON')
  }
  if (!isJsonObject(parsed)) throw malformed('the header is not a JSON object')
  return parsed
}

/** Some clients write numbers and booleans as such: they read as the text that RocketMQ would have written. */
function fieldsOf(extFields: JsonValue): HeaderFields {
  if (!isJsonObject(extFields)) throw malformed('the header fields are not an object')
  if (areTexts(extFields)) return extFields
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(extFields)) {
    if (value === null) continue
    if (typeof value === 'object') throw malformed('a header field is neither text nor a number')
    setKey(fields, name, String(value))
  }
  return fields
}

function areTexts(fields: JsonObject): fields is Record<string, string> {
  for (const name in fields) if (typeof fields[name] !== 'string') return false
  return true
}

function isInt32(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && (value | 0) === value
}

function encodeBinary(header: CommandHeader): Buffer {
  const remark = Buffer.from(header.remark ?? '')
  const fields = Object.entries(header.extFields).map(
    ([key, value]) => [Buffer.from(key), Buffer.from(value)] as const,
  )
  const fieldBytes = fields.reduce((sum, [key, value]) => sum + 2 + key.length + 4 + value.length, 0)
  const bytes = Buffer.allocUnsafe(FIXED_BYTES + 4 + remark.length + 4 + fieldBytes)
  let at = bytes.writeInt16BE(fitting('code', header.code))
  const language = LANGUAGES.indexOf(header.language as (typeof LANGUAGES)[number])
  at = bytes.writeInt8(language < 0 ? LANGUAGES.indexOf('OTHER') : language, at)
  at = bytes.writeInt16BE(fitting('version', header.version), at)
  at = bytes.writeInt32BE(header.opaque, at)
  at = bytes.writeInt32BE(header.flag, at)
  at = bytes.writeInt32BE(remark.length, at)
  at += remark.copy(bytes, at)
  at = bytes.writeInt32BE(fieldBytes, at)
  for (const [key, value] of fields) {
    at = bytes.writeInt16BE(fitting('length of a field name', key.length), at)
    at += key.copy(bytes, at)
    at = bytes.writeInt32BE(value.length, at)
    at += value.copy(bytes, at)
  }
  return bytes
}

function decodeBinary(bytes: Buffer): CommandHeader {
  if (bytes.length < FIXED_BYTES + 8) throw malformed('the header ends early')
  const reader = new TextReader(bytes, FIXED_BYTES)
  const remark = reader.text(4, bytes.length)
  const end = reader.length(4) + reader.at
  if (end > bytes.length) throw malformed('the header fields are longer than the header')
  const extFields: Record<string, string> = {}
  while (reader.at < end) {
    const key = reader.text(2, end)
    const value = reader.text(4, end)
    setKey(extFields, key, value)
  }
  if (reader.at < bytes.length) throw malformed('the header goes on behind its fields')
  return {
    code: bytes.readInt16BE(0),
    language: LANGUAGES[bytes.readInt8(2)] ?? 'OTHER',
    version: bytes.readInt16BE(3),
    opaque: bytes.readInt32BE(5),
    flag: bytes.readInt32BE(9),
    remark: remark === '' ? undefined : remark,
    extFields,
  }
}

class TextReader {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  length(width: 2 | 4): number {
    if (this.at + width > this.bytes.length) throw malformed('the header ends early')
    const length = width === 2 ? this.bytes.readInt16BE(this.at) : this.bytes.readInt32BE(this.at)
    if (length < 0) throw malformed('a length in the header is negative')
    this.at += width
    return length
  }

  text(width: 2 | 4, end: number): string {
    const length = this.length(width)
    if (this.at + length > end) throw malformed('a text in the header is longer than the header')
    const text = this.bytes.toString('utf8', this.at, this.at + length)
    this.at += length
    return text
  }
}

function fitting(what: string, value: number): number {
  if (value >= 0 && value <= MAX_INT16) return value
  throw new MalformedError(
    'BAD_ARGUMENT',
    `The ${what} is ${value}; the ROCKETMQ header takes 0 to ${MAX_INT16}.`,
  )
}

function malformed(what: string): MalformedError {
  return new MalformedError('FRAME_MALFORMED', `This is no RocketMQ command: ${what}.`)
}
