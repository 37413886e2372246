/** The way of every request of the API, in this order: who, how often, whether they may, what, once, record, answer. */
import type { EndpointShape } from '@gantry/contract'
import type { Express, Request, Response } from 'express'
import { AppError } from './app-error.ts'
import { type ChangeRecord, startRecord } from './audit-notes.ts'
import type { Caller } from './caller.ts'
import type { Frame } from './frame.ts'
import { once } from './idempotency.ts'
import { authorise, headersOf, identify } from './identify.ts'
import { isDownload, type Operation, type OperationInput } from './operation.ts'
import { toAppError } from './problem.ts'
import { readJson } from './read-json.ts'
import { sendDownload } from './send-download.ts'
import { pathOf, trackedOf } from './track-requests.ts'
import { parseInput } from './validation.ts'

const EXPRESS_METHODS = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' } as const

export function serveOperation(app: Express, endpoint: EndpointShape, frame: Frame): void {
  const operation = frame.offer.operations.find(each => each.endpoint.id === endpoint.id)
  if (!operation) throw new Error(`${endpoint.id} has no operation`)
  const path = `/api/v1${endpoint.path.replaceAll('{', ':').replaceAll('}', '')}`
  app[EXPRESS_METHODS[endpoint.method]](path, async (request, response) => {
    trackedOf(request).operationId = endpoint.id
    // A change goes on when its caller hangs up, so the answer's end is not the work's.
    const done = frame.context.work.begin()
    try {
      await serve(operation, frame, request, response)
    } finally {
      done()
    }
  })
}

async function serve(
  operation: Operation,
  frame: Frame,
  request: Request,
  response: Response,
): Promise<void> {
  const { endpoint } = operation
  const caller = await identify(endpoint, frame, request, response).catch(async (error: unknown) => {
    if (error instanceof AppError && endpoint.method !== 'GET') {
      await frame.refusals.record(endpoint, request, error.code)
    }
    throw error
  })
  const record = startRecord(endpoint, frame, request, caller)
  let result: unknown
  try {
    if (caller) await authorise(endpoint.id, caller, frame, request.params)
    result = await perform(operation, frame, request, response, caller, record)
  } catch (error) {
    await record.finish(toAppError(error).code)
    throw error
  }
  await record.finish('ok')
  await answer(endpoint, frame, response, result)
}

async function perform(
  operation: Operation,
  frame: Frame,
  request: Request,
  response: Response,
  caller: Caller | undefined,
  record: ChangeRecord,
): Promise<unknown> {
  const { endpoint } = operation
  const handle = async (input: OperationInput<EndpointShape>): Promise<unknown> => {
    const result = await operation.handle(input)
    if (frame.context.config.areAnswersChecked) record.requireChange()
    return result
  }
  const body = await readJson(request, response)
  const parsed = parseInput(endpoint, { params: request.params, query: request.query, body })
  const idempotencyKey = request.get('idempotency-key')
  const input = {
    ...parsed,
    caller,
    signal: signalOf(endpoint, frame, response),
    idempotencyKey,
    audit: record.notes,
    requestId: trackedOf(request).requestId,
    exchange: {
      headers: headersOf(request),
      address: request.ip ?? '',
      appendHeader: (name: string, value: string) => void response.append(name, value),
    },
    // parseInput gave what the endpoint's own schemas make of the request.
  } as OperationInput<EndpointShape>
  if (idempotencyKey === undefined || !caller || endpoint.status !== 201) return handle(input)
  const wanted = {
    key: idempotencyKey,
    credentialId: caller.credentialId,
    hasSecret: endpoint.hasSecret ?? false,
    request: `${endpoint.id} ${pathOf(request)}\n${JSON.stringify(parsed.body)}`,
  }
  const { result, isReplay } = await once(frame.context, wanted, () => handle(input))
  if (isReplay) {
    response.setHeader('idempotency-replayed', 'true')
    record.notes.details({ isReplay })
  }
  return result
}

/** A read ends when its caller hangs up; a change goes on, since half of it would be worse, until the server is cut off. */
function signalOf({ method }: EndpointShape, { context }: Frame, response: Response): AbortSignal {
  const { cutOff } = context.work
  if (method !== 'GET') return cutOff
  const hungUp = new AbortController()
  response.on('close', () => hungUp.abort())
  return AbortSignal.any([cutOff, hungUp.signal])
}

async function answer(
  endpoint: EndpointShape,
  { context }: Frame,
  response: Response,
  result: unknown,
): Promise<void> {
  response.setHeader('cache-control', 'no-store')
  if (endpoint.download !== undefined && isDownload(result)) {
    await sendDownload(response, endpoint.download, result)
    return
  }
  if (!endpoint.response) {
    response.status(endpoint.status ?? 204).end()
    return
  }
  if (context.config.areAnswersChecked) endpoint.response.parse(result)
  response
    .status(endpoint.status ?? 200)
    .type('json')
    .send(JSON.stringify(result))
}
