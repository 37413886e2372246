/** Commands and signatures recorded from Apache RocketMQ; `fixtures/java/GoldenCommands.java` records them anew. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeFrame, type Frame, FrameReader } from './frame.ts'
import { SERIALIZE_JSON, SERIALIZE_ROCKETMQ } from './header.ts'
import { parseJson } from './json.ts'
import { int32, list, mapOf, object, optional, text } from './shape.ts'
import { type Credentials, sign } from './signing.ts'

const golden = object({
  commands: list(
    object({
      name: text,
      serializeType: int32,
      header: object({
        code: int32,
        language: text,
        version: int32,
        opaque: int32,
        flag: int32,
        remark: optional(text),
        extFields: mapOf(text, text),
      }),
      bodyHex: text,
      frameHex: text,
    }),
  ),
  signatures: list(
    object({
      name: text,
      fields: mapOf(text, text),
      bodyHex: optional(text),
      accessKey: text,
      secretKey: text,
      securityToken: optional(text),
      signed: mapOf(text, text),
    }),
  ),
}).read(parseJson(readFileSync(new URL('../../fixtures/commands.json', import.meta.url), 'utf8')))

const titled = (serializeType: number) =>
  golden.commands
    .filter(command => command.serializeType === serializeType)
    .map(command => [command.name, command] as const)
const JSON_COMMANDS = titled(SERIALIZE_JSON)
const BINARY_COMMANDS = titled(SERIALIZE_ROCKETMQ)
type Recorded = (typeof golden.commands)[number]

function frameOf({ frameHex }: Recorded): Frame {
  const [frame, ...others] = new FrameReader().push(Buffer.from(frameHex, 'hex'))
  if (frame === undefined || others.length > 0) throw new Error('not exactly one frame')
  return frame
}

describe('commands recorded from RocketMQ', () => {
  it('are there in both serialisations', () => {
    expect(JSON_COMMANDS.map(([name]) => name)).toEqual(BINARY_COMMANDS.map(([name]) => name))
    expect(JSON_COMMANDS).toHaveLength(29)
  })

  describe.each([
    ['JSON', JSON_COMMANDS],
    ['ROCKETMQ', BINARY_COMMANDS],
  ])('in %s', (_serialisation, commands) => {
    it.each(commands)('are read: %s', (_name, recorded) => {
      const frame = frameOf(recorded)
      const extFields = Object.fromEntries(recorded.header.extFields)
      expect(frame.header).toEqual({ ...recorded.header, extFields })
      expect(frame.body.toString('hex')).toBe(recorded.bodyHex)
      expect(frame.serializeType).toBe(recorded.serializeType)
    })
  })

  it.each(BINARY_COMMANDS)('are written again to the same bytes in ROCKETMQ: %s', (_name, recorded) => {
    const { header, body, serializeType } = frameOf(recorded)
    expect(encodeFrame(header, body, serializeType).toString('hex')).toBe(recorded.frameHex)
  })

  it.each(JSON_COMMANDS)('are written again with the same content in JSON: %s', (_name, recorded) => {
    const { header, body, serializeType } = frameOf(recorded)
    const written = jsonOf(encodeFrame(header, body, serializeType))
    expect({ extFields: {}, ...written }).toEqual({
      extFields: {},
      ...jsonOf(Buffer.from(recorded.frameHex, 'hex')),
    })
  })
})

/** The JSON header of a frame, without the field that only a JVM reads. */
function jsonOf(frame: Buffer): object {
  const headerBytes = frame.readInt32BE(4)
  const { serializeTypeCurrentRPC: _, ...header } = JSON.parse(frame.toString('utf8', 8, 8 + headerBytes))
  return header
}

describe('signatures made by RocketMQ', () => {
  it.each(golden.signatures.map(signature => [signature.name, signature] as const))(
    'are ours: %s',
    (_name, { fields, bodyHex, signed, ...credentials }) => {
      const body = bodyHex === undefined ? undefined : Buffer.from(bodyHex, 'hex')
      const ours = sign(Object.fromEntries(fields), body, credentials satisfies Credentials)
      expect(ours).toEqual(Object.fromEntries(signed))
    },
  )
})
