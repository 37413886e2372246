/** Bad input, generated from the contract: an operation that is added there is tested here. */
import { auditEventList, ENDPOINTS, type EndpointShape, problemDetails, urlOf } from '@gantry/contract'
import { openApi } from '@gantry/contract/openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { EXAMPLES } from '../../../test-support/examples.ts'
import { insertInstance } from '../../../test-support/instances.ts'
import { startTestServer, type TestServer } from '../../../test-support/start-server.ts'

const UNREACHABLE = 'MQ_INST_1_noanswer'
const NAMES: Readonly<Record<string, string>> = {
  topic: 'orders',
  group: 'GID_orders',
  messageId: '7F0000010D2E18B4AAC2133C4D5A0000',
}

const DOCUMENT = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({ responses: z.record(z.string(), z.object({ description: z.string() })) }),
      ),
    ),
  })
  .parse(openApi('0.0.0'))

let server: TestServer
beforeAll(async () => {
  // One caller sends here what many send in a minute.
  const limits = {
    signInsPerMinute: 1_000,
    unknownPerMinute: 100_000,
    changesPerMinute: 100_000,
    readsPerMinute: 100_000,
  }
  server = await startTestServer({ config: { limits } })
  await insertInstance(server.context.db, UNREACHABLE)
})
afterAll(() => server.close())

interface Sent {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: unknown
  readonly body?: string
  readonly contentType?: string
}

async function refusalOf(each: EndpointShape, sent: Sent) {
  const shape = Object.keys(each.params?.shape ?? {})
  const params = { ...Object.fromEntries(shape.map(name => [name, 'nothing'])), ...sent.params }
  const response = await server.admin.fetch(urlOf(each, { params, query: sent.query }), {
    method: each.method,
    headers: { 'content-type': sent.contentType ?? 'application/json' },
    ...(sent.body !== undefined && { body: sent.body }),
  })
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const problem = problemDetails.parse(await response.json())
  expect(documentedCodes(each)).toContain(problem.code)
  return problem
}

/** By OpenAPI, whose answers name their codes. */
function documentedCodes({ path, method }: EndpointShape): string[] {
  const { responses } = DOCUMENT.paths[path]?.[method.toLowerCase()] ?? { responses: {} }
  return Object.values(responses).flatMap(({ description }) => description.split(', '))
}

const exampleOf = ({ id }: EndpointShape): Sent => {
  const { body, query } = EXAMPLES[id] ?? {}
  return { query, ...(body && { body: JSON.stringify(body) }) }
}
const named = (endpoints: readonly EndpointShape[]) => endpoints.map(each => [each.id, each] as const)
const withBody = named(ENDPOINTS.filter(({ body }) => body !== undefined))
const withoutBody = named(ENDPOINTS.filter(({ body, method }) => body === undefined && method !== 'GET'))

/** Property → the JSON types that it may have. */
function typesOf(schema: z.ZodType): Array<[name: string, types: string[]]> {
  const shape = z.object({
    properties: z.record(
      z.string(),
      z.object({
        type: z.string().optional(),
        anyOf: z.array(z.object({ type: z.string().optional() })).optional(),
        enum: z.array(z.unknown()).optional(),
      }),
    ),
  })
  const { properties } = shape.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return Object.entries(properties).map(([name, { type, anyOf }]) => {
    const types = anyOf?.map(each => each.type) ?? [type]
    return [name, types.map(each => each ?? 'string')]
  })
}

const SAMPLES: Readonly<Record<string, unknown>> = {
  string: 'x',
  number: 1.5,
  boolean: true,
  object: {},
  array: [],
  null: null,
}

describe.each(withBody)('%s', (_, each) => {
  it('refuses what is no JSON object', async () => {
    for (const body of ['{"name": ', '', '[]', '"x"', '7', 'null', '[{}]']) {
      const { status, code, detail } = await refusalOf(each, { ...exampleOf(each), body })
      expect({ body, status, code }).toEqual({ body, status: 400, code: 'VALIDATION' })
      expect(detail).not.toBe('')
    }
  })

  it('refuses another type than JSON, and another encoding', async () => {
    for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect(await refusalOf(each, { ...exampleOf(each), contentType })).toMatchObject({
        status: 400,
        detail: 'Send the body as JSON, with Content-Type: application/json.',
      })
    }
    const contentType = 'application/json; charset=x-unknown'
    expect(await refusalOf(each, { ...exampleOf(each), contentType })).toMatchObject({
      status: 400,
      detail: 'Send the body as UTF-8 JSON.',
    })
  })

  it('refuses 10 MB with one clear sentence', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) })
    expect(await refusalOf(each, { body })).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
      detail: 'A request holds 5 MB at most.',
    })
  })

  it('refuses a field that it does not know, and names it', async () => {
    for (const name of ['surprise', '__proto__x', 'constructor']) {
      const body = JSON.stringify({ ...EXAMPLES[each.id]?.body, [name]: 1 })
      expect(await refusalOf(each, { ...exampleOf(each), body })).toMatchObject({
        status: 400,
        code: 'VALIDATION',
        fields: [{ path: name, message: 'This field is not known.' }],
      })
    }
  })

  it('refuses each of its fields in every wrong type, and names it', async () => {
    for (const [name, types] of typesOf(each.body ?? z.never())) {
      const isWhole = types.includes('integer')
      const wrong = Object.entries(SAMPLES).filter(
        ([type]) => !types.includes(type) || (isWhole && type === 'number'),
      )
      for (const [type, value] of wrong) {
        const body = JSON.stringify({ ...EXAMPLES[each.id]?.body, [name]: value })
        const { status, fields } = await refusalOf(each, { ...exampleOf(each), body })
        expect({ name, type, status, path: fields?.[0]?.path }).toEqual({
          name,
          type,
          status: 400,
          path: name,
        })
      }
    }
  })

  it('leaves an audit record of what it refused', async () => {
    await refusalOf(each, { body: '{"surprise":1}' })
    const { items } = await server.admin.call(auditEventList, { query: { action: each.id, limit: 1 } })
    expect(items).toMatchObject([{ action: each.id, result: 'VALIDATION' }])
    expect(JSON.stringify(items)).not.toContain('surprise')
  })
})

describe('a request of which too much is asked', () => {
  it.each(withoutBody)('%s refuses a body', async (_, each) => {
    expect(await refusalOf(each, { ...exampleOf(each), body: '{"all":true}' })).toMatchObject({
      status: 400,
      fields: [{ path: '', message: 'This request takes no body.' }],
    })
  })

  const withQuery = named(ENDPOINTS.filter(({ query }) => query !== undefined))
  it.each(withQuery)('%s refuses each query parameter of 10,000 letters', async (_, each) => {
    for (const name of Object.keys(each.query?.shape ?? {})) {
      const { status, fields } = await refusalOf(each, {
        query: { ...EXAMPLES[each.id]?.query, [name]: 'x'.repeat(10_000) },
      })
      expect({ name, status, path: fields?.[0]?.path }).toEqual({ name, status: 400, path: name })
    }
  })

  it.each(withQuery)('%s refuses a query parameter that is given twice', async (_, each) => {
    for (const name of Object.keys(each.query?.shape ?? {})) {
      const params = Object.fromEntries(Object.keys(each.params?.shape ?? {}).map(key => [key, 'nothing']))
      const url = `${urlOf(each, { params })}?${name}=x&${name}=y`
      const response = await server.admin.fetch(url, { method: each.method })
      expect({ name, status: response.status }).toEqual({ name, status: 400 })
    }
  })

  const withParams = named(ENDPOINTS.filter(({ params }) => params !== undefined))
  it.each(withParams)('%s finds nothing under a name of 5,000 letters, or of odd ones', async (_, each) => {
    for (const value of ['x'.repeat(5_000), '../../etc/passwd', "'; drop table users; --", '\u0000', '💥']) {
      const names = Object.keys(each.params?.shape ?? {})
      const params = Object.fromEntries(names.map(name => [name, value]))
      const { status } = await refusalOf(each, { ...exampleOf(each), params })
      expect([400, 404]).toContain(status)
    }
  })
})

describe('what an operation speaks of', () => {
  const hasError = (code: string) =>
    named(ENDPOINTS.filter(({ errors = [] }) => errors.some(each => each === code)))

  it.each(hasError('NOT_FOUND'))('%s says when it is not there', async (_, each) => {
    const { query, body } = exampleOf(each)
    const confirm = EXAMPLES[each.id]?.query?.confirm
    const params: Record<string, string> = confirm === undefined ? {} : { topic: confirm, group: confirm }
    expect(await refusalOf(each, { query, params, ...(body !== undefined && { body }) })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    })
  })

  it.each(hasError('BROKER_UNAVAILABLE'))('%s says when its cluster cannot be reached', async (_, each) => {
    const params = { instanceId: UNREACHABLE, clusterId: `cluster-of-${UNREACHABLE}`, ...NAMES }
    expect(await refusalOf(each, { ...exampleOf(each), params })).toMatchObject({
      status: 503,
      code: 'BROKER_UNAVAILABLE',
    })
  })
})

describe('the examples of these tests', () => {
  it('are what the contract takes, one for each operation that takes something', () => {
    const isSatisfied = (schema: z.ZodType | undefined) =>
      schema === undefined || schema.safeParse({}).success
    for (const { id, query, body } of ENDPOINTS) {
      const example = EXAMPLES[id]
      if (example === undefined)
        expect({ id, isNone: isSatisfied(query) && isSatisfied(body) }).toEqual({ id, isNone: true })
      if (body) expect({ id, error: body.safeParse(example?.body).error }).toEqual({ id, error: undefined })
    }
    expect(Object.keys(EXAMPLES).filter(id => !ENDPOINTS.some(each => each.id === id))).toEqual([])
  })
})
