/** `GET /api/v1/events`: server-sent events for what the caller may see. */
import { type Sight, seesAny, seesWhole } from '@gantry/contract'
import { createSession } from 'better-sse'
import type { Express, Request, Response } from 'express'
import type { AppEvent } from '../events/event-bus.ts'
import { AppError } from './app-error.ts'
import type { Caller } from './caller.ts'
import type { Frame } from './frame.ts'
import { authorise, headersOf, identify } from './identify.ts'
import { trackedOf } from './track-requests.ts'

/** Its name in the table of who may do what. */
const OPERATION = 'events'
const HEARTBEAT_MS = 15_000
const MAX_STREAMS_PER_CALLER = 20

export function serveEvents(app: Express, frame: Frame): void {
  const openStreams = new Map<string, number>()
  app.get('/api/v1/events', async (request, response) => {
    trackedOf(request).operationId = OPERATION
    const caller = await identify({ access: 'signedIn', method: 'GET' }, frame, request, response)
    if (!caller) throw new AppError('UNAUTHENTICATED', 'Sign in first.')
    await authorise(OPERATION, caller, frame, {})
    const open = openStreams.get(caller.userId) ?? 0
    if (open >= MAX_STREAMS_PER_CALLER) {
      throw new AppError(
        'RATE_LIMITED',
        `At most ${MAX_STREAMS_PER_CALLER} streams at once: close another page.`,
      )
    }
    openStreams.set(caller.userId, open + 1)
    response.on('close', () => {
      const left = (openStreams.get(caller.userId) ?? 1) - 1
      if (left > 0) openStreams.set(caller.userId, left)
      else openStreams.delete(caller.userId)
    })
    await stream(caller, frame, request, response)
  })
}

async function stream(caller: Caller, frame: Frame, request: Request, response: Response): Promise<void> {
  const { events, metrics, stopping, log } = frame.context
  const session = await createSession(request, response, { keepAlive: HEARTBEAT_MS })
  session.push({}, 'ready')
  metrics.eventStreams(1)
  let current = { caller, sight: await frame.offer.sightOf(caller) }
  const unsubscribe = events.subscribe(event => {
    if (session.isConnected && isMeantFor(event, current)) session.push(event.data, event.type)
  })
  const end = (): void => void response.end()
  stopping.addEventListener('abort', end)
  const headers = headersOf(request)
  // A stream may outlive what it was opened with: the session, the rights, the first steps of a sign-in.
  const watch = setInterval(() => {
    look(frame, headers).then(
      still => {
        if (still) current = still
        else end()
      },
      error => log.warn({ err: error }, 'the session of an event stream could not be checked'),
    )
  }, HEARTBEAT_MS)
  response.on('close', () => {
    clearInterval(watch)
    unsubscribe()
    stopping.removeEventListener('abort', end)
    metrics.eventStreams(-1)
  })
}

interface Watcher {
  readonly caller: Caller
  readonly sight: Sight
}

/** Undefined: the caller may listen no more. */
async function look(frame: Frame, headers: Headers): Promise<Watcher | undefined> {
  const { offer } = frame
  const still = await offer.authenticate({ headers, isBackground: true })
  if (!still) return undefined
  try {
    await authorise(OPERATION, still.caller, frame, {})
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
  return { caller: still.caller, sight: await offer.sightOf(still.caller) }
}

/** What happens in an instance is for those only who may see it; to who sees parts of it, what names one of them. */
function isMeantFor({ data, isVisibleTo }: AppEvent, { caller, sight }: Watcher): boolean {
  const { instanceId, topic, group } = data
  if (typeof instanceId === 'string' && !seesWhole(caller, instanceId)) {
    if (!seesAny(caller, sight, instanceId)) return false
    const seesTopic = sight.topics.some(each => each.instanceId === instanceId && each.topic === topic)
    const seesGroup = sight.groups.some(each => each.instanceId === instanceId && each.group === group)
    if ((topic !== undefined && !seesTopic) || (group !== undefined && !seesGroup)) return false
  }
  return isVisibleTo?.(caller) ?? true
}
