/** Who calls, whether they call too often, and whether this request is theirs to make. */
import { decide, type EndpointShape, type Level, type Sight, seesAny, type Target } from '@gantry/contract'
import type { ProblemCode } from '@gantry/rules'
import type { Request, Response } from 'express'
import { AppError } from './app-error.ts'
import type { Authenticated } from './authenticate.ts'
import { type Caller, takesPerson } from './caller.ts'
import { requireCsrfToken, requireSameSite } from './csrf.ts'
import { requireFirstSteps } from './first-steps.ts'
import type { Frame } from './frame.ts'
import { noSuchInstance } from './no-such-instance.ts'
import { refusal } from './refusal.ts'
import { trackedOf } from './track-requests.ts'

/**
 * @returns the caller, or undefined where anyone may call
 * @throws AppError RATE_LIMITED, UNAUTHENTICATED, FORBIDDEN
 */
export async function identify(
  endpoint: Pick<EndpointShape, 'access' | 'method'>,
  frame: Frame,
  request: Request,
  response: Response,
): Promise<Caller | undefined> {
  const headers = headersOf(request)
  if (endpoint.access === 'public') {
    await frame.limits[endpoint.method === 'GET' ? 'unknown' : 'signIn'](request, response)
    requireSameSite(headers)
    return undefined
  }
  const authenticated = await authenticate(headers, frame, request, response)
  const { caller, setCookies } = authenticated
  for (const cookie of setCookies) response.append('set-cookie', cookie)
  trackedOf(request).caller = caller
  if (endpoint.method === 'GET') {
    await frame.limits.read(request, response, caller.userId)
  } else {
    await frame.limits.change(request, response, caller.userId)
    requireCsrfToken(headers, authenticated)
  }
  return caller
}

async function authenticate(
  headers: Headers,
  { offer, limits }: Frame,
  request: Request,
  response: Response,
): Promise<Authenticated> {
  const isBackground = headers.get('x-background') === '1'
  const authenticated = await offer.authenticate({ headers, isBackground })
  if (authenticated) return authenticated
  await limits.unknown(request, response)
  response.setHeader('www-authenticate', 'Bearer realm="gantry"')
  throw new AppError(
    'UNAUTHENTICATED',
    headers.has('authorization')
      ? 'This API token is not known, was revoked, has ended, or waits until its owner signs in again.'
      : 'Sign in first: there is no session, or it has ended.',
  )
}

/**
 * Whether a foreign instance exists is not looked up, only what was granted to the caller: the answer is that of one that does
 * not exist.
 * @throws AppError PASSWORD_CHANGE_REQUIRED, MFA_BINDING_REQUIRED, FORBIDDEN or NOT_FOUND
 */
export async function authorise(
  operationId: string,
  caller: Caller,
  { offer }: Frame,
  params: Readonly<Record<string, unknown>>,
): Promise<void> {
  requireFirstSteps(caller, operationId)
  const entry = offer.policy[operationId]
  if (!entry) throw new Error(`${operationId} has no policy`)
  if (entry.inPerson && caller.via === 'token') throw takesPerson()
  const target = targetOf(params)
  const decision = decide(entry, caller, target)
  switch (decision) {
    case 'allowed':
      return
    case 'role':
      throw refusal('FORBIDDEN', ROLE_REASONS[entry.level])
    case 'right':
      throw refusal('FORBIDDEN', 'takesBodies')
    case 'foreign': {
      const sight = await offer.sightOf(caller)
      if (decide(entry, caller, target, sight) !== 'allowed') throw unseen(caller, sight, target)
    }
  }
}

const ROLE_REASONS: Readonly<Record<Level, ProblemCode>> = {
  public: 'takesAdministrator',
  everyone: 'takesAdministrator',
  look: 'takesAdministrator',
  work: 'takesWorker',
  manage: 'takesManager',
  administer: 'takesAdministrator',
}

function targetOf(params: Readonly<Record<string, unknown>>): Target {
  const text = (name: string): string | undefined => {
    const value = params[name]
    return typeof value === 'string' ? value : undefined
  }
  return { instanceId: text('instanceId'), topic: text('topic'), group: text('group') }
}

/** The words do not tell what is there from what is not. */
function unseen(caller: Caller, sight: Sight, { instanceId = '', topic, group }: Target): AppError {
  if (!seesAny(caller, sight, instanceId)) return noSuchInstance(instanceId)
  const name = topic ?? group ?? instanceId
  return new AppError('NOT_FOUND', `${name}: nothing was granted to you that would open this.`)
}

export function headersOf(request: Request): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  return headers
}
