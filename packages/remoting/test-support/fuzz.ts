/**
 * Frames that no well-meaning peer would send: recorded ones with bytes changed, lengths that lie, pieces of others
 * spliced in. The same seed gives the same frames.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { frameBytes, jsonFrame } from './bytes.ts'

/** A whole number from 0 up to, not including, `below`. */
export type Random = (below: number) => number

/** Mulberry32: small, fast and good enough to choose bytes with. */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/**
 * Frames of Apache RocketMQ: commands in both serialisations, and answers with the bodies that its brokers, its JSON
 * libraries and its message store write.
 */
export function recordedFrames(): Buffer[] {
  const exchanges = readdirSync(new URL('answers/', FIXTURES)).flatMap(name =>
    fixture(`answers/${name}`, 'exchanges'),
  )
  return [
    ...fixture('commands.json', 'commands').map(({ frameHex = '' }) => Buffer.from(frameHex, 'hex')),
    ...fixture('json-documents.json', 'documents').map(({ text }) => jsonFrame({ flag: 1, body: text })),
    ...fixture('messages.json', 'stored').map(({ hex = '' }) =>
      jsonFrame({ flag: 1, body: Buffer.from(hex, 'hex') }),
    ),
    ...exchanges.flatMap(({ response }) => (response ? [answerFrame(response)] : [])),
  ]
}

const FIXTURES = new URL('../fixtures/', import.meta.url)

/** What is used of the entries of the fixtures. */
interface Recorded {
  readonly frameHex?: string
  readonly text?: string
  readonly hex?: string
  readonly response?: RecordedAnswer
}

interface RecordedAnswer {
  readonly code: number
  readonly extFields?: Record<string, string>
  readonly bodyText?: string
  readonly bodyHex?: string
}

function fixture(name: string, list: string): Recorded[] {
  return JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8'))[list]
}

function answerFrame({ code, extFields, bodyText, bodyHex }: RecordedAnswer): Buffer {
  const body = bodyHex === undefined ? (bodyText ?? '') : Buffer.from(bodyHex, 'hex')
  return jsonFrame({ code, flag: 1, extFields, body })
}

/** A stream of one to three frames, most of them damaged in one to four places. */
export function damagedStream(recorded: readonly Buffer[], random: Random): Buffer {
  const frames = Array.from({ length: 1 + random(3) }, () => pick(recorded, random))
  let bytes: Buffer = Buffer.concat(frames)
  for (let damages = random(5); damages > 0; damages--) bytes = pick(DAMAGES, random)(bytes, random, recorded)
  // Half of the time the lengths are put right again, so that the damage gets past the frame.
  return frames.length === 1 && random(2) === 0 ? withTrueLength(bytes) : bytes
}

type Damage = (bytes: Buffer, random: Random, recorded: readonly Buffer[]) => Buffer

const DAMAGES: readonly Damage[] = [
  (bytes, random) => changed(bytes, random, at => (bytes[at] ?? 0) ^ (1 << random(8))),
  (bytes, random) => changed(bytes, random, () => random(256)),
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => {
    const from = random(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random(32))])
  },
  (bytes, random) =>
    inserted(bytes, random, Buffer.from(Array.from({ length: random(32) }, () => random(256)))),
  (bytes, random) => inserted(bytes, random, Buffer.from(pick(TOKENS, random))),
  (bytes, random) => inserted(bytes, random, slice(bytes, random)),
  (bytes, random, recorded) => inserted(bytes, random, slice(pick(recorded, random), random)),
  (bytes, random) => {
    if (bytes.length < 4) return bytes
    const copy = Buffer.from(bytes)
    // Lengths stand at the start of a frame more often than anywhere else.
    const at = random(3) === 0 ? random(bytes.length - 3) : Math.min(random(3) * 4, bytes.length - 4)
    copy.writeInt32BE(pick(LENGTHS, random), at)
    return copy
  },
]

const LENGTHS = [
  -2_147_483_648, -1, 0, 1, 3, 4, 127, 128, 32_767, 65_535, 0xff_ff_ff, 0x01_00_00_10, 2_147_483_647,
]
const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ':',
  ',',
  '{{',
  '[[[[[[[[',
  'null',
  'NaN',
  '1e999',
  '-',
  '\u0000',
]
const MORE_TOKENS = ['9007199254740993', '"__proto__":', '{"a":'.repeat(100), '"\\ud800"', '[1,'.repeat(100)]
TOKENS.push(...MORE_TOKENS)

function changed(bytes: Buffer, random: Random, to: (at: number) => number): Buffer {
  if (bytes.length === 0) return bytes
  const copy = Buffer.from(bytes)
  const at = random(bytes.length)
  copy[at] = to(at)
  return copy
}

function inserted(bytes: Buffer, random: Random, piece: Buffer): Buffer {
  const at = random(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
}

function slice(bytes: Buffer, random: Random): Buffer {
  const from = random(bytes.length + 1)
  return bytes.subarray(from, from + random(64))
}

function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[random(list.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}

function withTrueLength(bytes: Buffer): Buffer {
  if (bytes.length < 8) return frameBytes({ header: bytes })
  const copy = Buffer.from(bytes)
  copy.writeInt32BE(bytes.length - 4, 0)
  return copy
}
