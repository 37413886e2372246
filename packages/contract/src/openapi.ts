/** OpenAPI 3.1 out of the declared operations. */
import { z } from 'zod'
import type { EndpointShape } from './endpoint.ts'
import { ERRORS, type ErrorCode, problemDetails } from './errors.ts'
import { ENDPOINTS } from './index.ts'

const ALWAYS: readonly ErrorCode[] = [
  'VALIDATION',
  'PAYLOAD_TOO_LARGE',
  'RATE_LIMITED',
  'INTERNAL',
  'DATABASE_UNAVAILABLE',
]
const WHEN_SIGNED_IN: readonly ErrorCode[] = [
  'UNAUTHENTICATED',
  'PASSWORD_CHANGE_REQUIRED',
  'MFA_BINDING_REQUIRED',
  'FORBIDDEN',
]

export function openApi(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Gantry', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'gantry_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: schemaOf(problemDetails, 'output') },
    },
  }
}

function operationOf(endpoint: EndpointShape): Record<string, unknown> {
  const { id, summary, access, body, response, download } = endpoint
  const { status = response || download ? 200 : 204 } = endpoint
  return {
    operationId: id,
    summary,
    ...(access === 'public' ? { security: [] } : { security: [{ session: [] }, { token: [] }] }),
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      [status]: {
        description: 'Done',
        headers: { ...EVERYWHERE, ...(download !== undefined && response === undefined && FILE) },
        ...((response || download) && {
          content: {
            ...(response && json(schemaOf(response, 'output'))),
            ...(download && { [download]: { schema: { type: 'string', format: 'binary' } } }),
          },
        }),
      },
      ...errorResponses(endpoint),
    },
  }
}

function errorResponses({ access, errors = [] }: EndpointShape): Record<string, unknown> {
  const codes = [
    ...ALWAYS,
    ...(access === 'public' ? (['UNAUTHENTICATED', 'FORBIDDEN'] as const) : WHEN_SIGNED_IN),
    ...errors,
  ]
  const byStatus = Map.groupBy(codes, code => ERRORS[code].status)
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      { description: names.join(', '), headers: { ...EVERYWHERE, ...HEADERS[status] }, content: problem },
    ]),
  )
}

const header = (description: string, schema: object, required = true) => ({ description, required, schema })

const EVERYWHERE = {
  'X-Request-Id': header('Names the request in the log and in the audit record.', {
    type: 'string',
    minLength: 1,
  }),
  'Cache-Control': header('Nothing is to be kept.', { const: 'no-store' }),
}
const FILE = {
  'Content-Disposition': header('The name of the file.', { type: 'string', pattern: '^attachment' }),
}
/** By status. */
const HEADERS: Readonly<Record<number, object>> = {
  429: { 'Retry-After': header('Seconds.', { type: 'integer', minimum: 1 }) },
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): unknown[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(field as z.ZodType, 'input'),
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function json(schema: Record<string, unknown>): Record<string, unknown> {
  return { 'application/json': { schema } }
}
