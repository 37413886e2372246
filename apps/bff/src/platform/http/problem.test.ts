import { ERRORS, type ErrorCode, endpoint, problemDetails } from '@gantry/contract'
import { BrokerRefused, RemotingError, UnsupportedByBroker } from '@gantry/remoting'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemOf as refusalOf } from '../../../test-support/callers.ts'
import { startTestServer } from '../../../test-support/start-server.ts'
import { AppError } from './app-error.ts'
import { operation } from './operation.ts'
import { problemOf } from './problem.ts'

const PLACE = { instance: '/api/v1/things', requestId: 'request-1' }

describe('an error that leaves the API', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])('has status and title of its code %s', code => {
    const problem = problemOf(new AppError(code, 'What happened.'), PLACE)
    expect(problemDetails.parse(problem)).toEqual({
      type: `/api/docs#${code}`,
      code,
      detail: 'What happened.',
      ...ERRORS[code],
      ...PLACE,
    })
  })

  it('says what a broker refused, with its code and address', () => {
    const error = new BrokerRefused('The broker refused.', { addr: '127.0.0.1:10911' }, 16, 'no permission')
    expect(problemOf(error, PLACE)).toMatchObject({
      status: 502,
      code: 'BROKER_REFUSED',
      brokerCode: 16,
      brokerAddr: '127.0.0.1:10911',
    })
  })

  it('says which broker cannot be reached', () => {
    const error = new RemotingError('CONNECT_TIMEOUT', 'No answer.', { addr: '127.0.0.1:10911' })
    expect(problemOf(error, PLACE)).toMatchObject({
      status: 503,
      code: 'BROKER_UNAVAILABLE',
      brokerAddr: '127.0.0.1:10911',
    })
  })

  it('says what a cluster is too old for', () => {
    const error = new UnsupportedByBroker({ addr: '127.0.0.1:10911', request: 'AUTH_LIST_USER' })
    expect(problemOf(error, PLACE)).toMatchObject({ status: 501, code: 'UNSUPPORTED_BY_CLUSTER' })
  })

  it('carries what is left in use, and the state after a stale edit', () => {
    const blockers = [{ kind: 'topic', name: 'orders', instanceId: 'MQ_INST_1_abcdefgh' }]
    expect(problemOf(new AppError('IN_USE', 'Still in use.', { blockers }), PLACE)).toMatchObject({
      blockers,
    })
    const current = { version: 4, description: 'theirs' }
    expect(problemOf(new AppError('CONFLICT', 'Changed.', { current }), PLACE)).toMatchObject({ current })
  })

  it('shows nothing of what is not known to be safe', async () => {
    const secretive = endpoint({
      id: 'thingView',
      method: 'GET',
      path: '/things',
      summary: 'Shows a thing.',
      access: 'signedIn',
      response: z.object({}),
    })
    const fail = (): never => {
      throw new TypeError('cannot read secret-42 of undefined')
    }
    await using server = await startTestServer({ operations: [operation(secretive, fail)] })
    const problem = await refusalOf(server.admin.call(secretive, {}))
    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL' })
    expect(JSON.stringify(problem)).not.toContain('secret-42')
  })
})
