/**
 * `POST /sign-in/back-channel-logout`: the provider of the single sign-on tells that sessions have ended (OpenID Connect Back-Channel
 * Logout 1.0). It is no operation of the API: it takes a form, and who sends it is told by the signature of the token alone. No
 * cookie is looked at, so a page of another site has nothing to ride on.
 */
import express, { type Express, type Request, type Response } from 'express'
import { AppError } from './app-error.ts'
import { startRecord } from './audit-notes.ts'
import type { BackChannel, ToldLogout } from './back-channel.ts'
import type { Frame } from './frame.ts'
import { toAppError } from './problem.ts'
import { trackedOf } from './track-requests.ts'

const ACTION = { id: 'oidcLogout', method: 'POST' } as const
const FORM = 'application/x-www-form-urlencoded'
const MAX_BODY_BYTES = 16 * 1024
const parser = express.text({ type: FORM, limit: MAX_BODY_BYTES, inflate: false })

export function serveBackChannelLogout(app: Express, frame: Frame): void {
  const { backChannel } = frame.offer
  if (!backChannel) return
  app.post('/sign-in/back-channel-logout', async (request, response) => {
    trackedOf(request).operationId = ACTION.id
    const done = frame.context.work.begin()
    try {
      await frame.limits.unknown(request, response)
      // What the provider has not signed leaves a line in the log but no event: anybody may send it, as often as they like.
      const logout = await backChannel.read(await logoutTokenIn(request, response))
      await endRecorded(backChannel, logout, frame, request)
      response.setHeader('cache-control', 'no-store')
      response.status(200).end()
    } finally {
      done()
    }
  })
}

async function endRecorded(
  backChannel: BackChannel,
  logout: ToldLogout,
  frame: Frame,
  request: Request,
): Promise<void> {
  const record = startRecord(ACTION, frame, request, undefined)
  record.notes.target('session')
  try {
    await backChannel.end(logout, record.notes)
  } catch (error) {
    await record.finish(toAppError(error).code)
    throw error
  }
  await record.finish('ok')
}

/** Other fields of the form are left aside, as the standard asks. @throws AppError VALIDATION */
async function logoutTokenIn(request: Request, response: Response): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    parser(request, response, (error?: unknown) => (error ? reject(error) : resolve()))
  })
  const body: unknown = request.body
  const [token, ...more] = typeof body === 'string' ? new URLSearchParams(body).getAll('logout_token') : []
  if (token !== undefined && more.length === 0) return token
  throw new AppError('VALIDATION', `Send one logout_token as a form, with Content-Type: ${FORM}.`)
}
