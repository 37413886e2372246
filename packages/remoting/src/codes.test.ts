/**
 * Compares the tables with RocketMQ's own. Where its sources are at hand, `ROCKETMQ_SOURCES` names a checkout (or a
 * folder with the unpacked `org/apache/rocketmq`); otherwise `fixtures/codes.json`, taken from 5.5.0, stands for them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { describe, expect, it } from 'vitest'
import {
  REQUEST_CODES,
  RESPONSE_CODES,
  requestCodeName,
  responseCodeMeaning,
  responseCodeName,
} from './codes.ts'
import { parseJson } from './protocol/json.ts'
import { int32, mapOf, object, text } from './protocol/shape.ts'

const PACKAGE = 'org/apache/rocketmq/remoting/protocol'
const committed = object({ requestCodes: mapOf(text, int32), responseCodes: mapOf(text, int32) }).read(
  parseJson(readFileSync(join(import.meta.dirname, '../fixtures/codes.json'), 'utf8')),
)

/** Requests of ACL 1.0: gone from the newest sources, still answered by older brokers. */
const GONE = ['UPDATE_AND_CREATE_ACL_CONFIG', 'DELETE_ACL_CONFIG', 'GET_BROKER_CLUSTER_ACL_INFO'].concat(
  'UPDATE_GLOBAL_WHITE_ADDRS_CONFIG',
  'GET_BROKER_CLUSTER_ACL_CONFIG',
)

function constantsOf(...classes: string[]): Map<string, number> | undefined {
  const root = env.ROCKETMQ_SOURCES
  if (root === undefined || root === '') return undefined
  const found = new Map<string, number>()
  for (const name of classes) {
    const file = [join(root, PACKAGE), join(root, 'remoting/src/main/java', PACKAGE)]
      .map(folder => join(folder, `${name}.java`))
      .find(existsSync)
    if (file === undefined) throw new Error(`ROCKETMQ_SOURCES (${root}) has no ${name}.java`)
    for (const [, constant = '', value] of readFileSync(file, 'utf8').matchAll(
      /static final (?:int|short) (\w+) = (-?\d+);/g,
    ))
      found.set(constant, Number(value))
  }
  return found
}

/** One line per difference, so that a failure prints what is missing. */
function differences(theirs: Map<string, number>, ours: Map<string, number>): string[] {
  const lines: string[] = []
  for (const [name, code] of theirs) {
    if (!ours.has(name)) lines.push(`missing: ${name} ${code}`)
    else if (ours.get(name) !== code) lines.push(`wrong: ${name} is ${code}, not ${ours.get(name)}`)
  }
  for (const name of ours.keys()) if (!theirs.has(name)) lines.push(`unknown to RocketMQ: ${name}`)
  return lines
}

describe('codes', () => {
  it("the requests are those of RocketMQ's RequestCode, and ACL 1.0", () => {
    const theirs = constantsOf('RequestCode') ?? committed.requestCodes
    const ours = new Map(Object.entries(REQUEST_CODES).filter(([name]) => !GONE.includes(name)))
    expect(theirs.size).toBeGreaterThan(150)
    expect(differences(theirs, ours)).toEqual([])
  })

  it("the responses are those of RocketMQ's ResponseCode and RemotingSysResponseCode", () => {
    const theirs = constantsOf('RemotingSysResponseCode', 'ResponseCode') ?? committed.responseCodes
    const ours = new Map(Object.entries(RESPONSE_CODES).map(([name, { code }]) => [name, code]))
    expect(theirs.size).toBeGreaterThan(60)
    expect(differences(theirs, ours)).toEqual([])
  })

  it('each number has one name', () => {
    const requests = Object.values(REQUEST_CODES)
    const responses = Object.values(RESPONSE_CODES).map(({ code }) => code)
    expect(new Set(requests).size).toBe(requests.length)
    expect(new Set(responses).size).toBe(responses.length)
  })

  it('each meaning is one sentence', () => {
    for (const { meaning } of Object.values(RESPONSE_CODES)) expect(meaning).toMatch(/^[A-Z].*\.$/)
  })

  it('names and explains a code', () => {
    expect(requestCodeName(310)).toBe('SEND_MESSAGE_V2')
    expect(responseCodeName(17)).toBe('TOPIC_NOT_EXIST')
    expect(responseCodeName(-1006)).toBe('RPC_TIME_OUT')
    expect(responseCodeMeaning(17)).toBe(RESPONSE_CODES.TOPIC_NOT_EXIST.meaning)
  })

  it('takes an unknown number as a value, not a failure', () => {
    expect(requestCodeName(999_999)).toBe('UNKNOWN')
    expect(responseCodeName(999_999)).toBe('UNKNOWN')
    expect(responseCodeMeaning(999_999)).toMatch(/does not know/)
  })
})
