import { describe, expect, it } from 'vitest'
import { RESPONSE_CODES } from './codes.ts'
import {
  BrokerRefused,
  isTransient,
  MalformedError,
  RemotingError,
  type RemotingErrorCode,
  UnsupportedByBroker,
} from './errors.ts'

const place = { addr: '127.0.0.1:10911', request: 'GET_CONSUME_STATS' }

describe('errors', () => {
  it('are errors with a name, a code and a place', () => {
    const cause = new Error('why')
    const error = new RemotingError('CALL_TIMEOUT', 'No answer.', place, cause)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'RemotingError',
      code: 'CALL_TIMEOUT',
      message: 'No answer.',
      ...place,
      cause,
    })
    expect(error.stack).toContain('RemotingError: No answer.')
  })

  it('keep no stack for a refusal, and leave the stacks of others as they are', () => {
    const refused = new BrokerRefused('Not online.', place, 206, undefined)
    expect(refused.stack).toBe('BrokerRefused: Not online.')
    expect(new Error('other').stack).toMatch(/\n +at /)
  })

  it('have no cause where there is none', () => {
    expect('cause' in new RemotingError('ABORTED', 'Given up.')).toBe(false)
  })

  it('of each kind are told apart by class, name and code', () => {
    const refused = new BrokerRefused('No.', place, 17, 'topic not exist')
    const unsupported = new UnsupportedByBroker(place)
    const malformed = new MalformedError('BODY_MALFORMED', 'Expected text.', 'a.b', place)
    expect([refused, unsupported, malformed].map(({ name, code }) => [name, code])).toEqual([
      ['BrokerRefused', 'BROKER_REFUSED'],
      ['UnsupportedByBroker', 'UNSUPPORTED_BY_BROKER'],
      ['MalformedError', 'BODY_MALFORMED'],
    ])
    for (const error of [refused, unsupported, malformed]) {
      expect(error).toBeInstanceOf(RemotingError)
      expect(error).toMatchObject(place)
    }
    expect(refused).toMatchObject({ responseCode: 17, remark: 'topic not exist' })
    expect(malformed.path).toBe('a.b')
  })

  it('about a missing request name broker and request, and say why it may be', () => {
    const { message } = new UnsupportedByBroker(place)
    for (const part of [place.addr, place.request, 'release']) expect(message).toContain(part)
  })
})

describe('isTransient', () => {
  it.each<[RemotingErrorCode, boolean]>([
    ['CONNECT_FAILED', true],
    ['CONNECT_TIMEOUT', true],
    ['CONNECTION_CLOSED', true],
    ['CALL_TIMEOUT', true],
    ['TLS_FAILED', false],
    ['NOT_ROCKETMQ', false],
    ['ABORTED', false],
    ['FRAME_MALFORMED', false],
    ['FRAME_TOO_LARGE', false],
    ['BODY_MALFORMED', false],
    ['BAD_ARGUMENT', false],
    ['UNSUPPORTED_BY_BROKER', false],
    ['NO_ROUTE', false],
    ['NO_BROKER', false],
  ])('is, for %s, %s', (code, expected) => {
    expect(isTransient(new RemotingError(code, 'any'))).toBe(expected)
  })

  it('is true for refusals that pass by themselves, and for those only', () => {
    const transient = Object.entries(RESPONSE_CODES)
      .filter(([, { code }]) => isTransient(new BrokerRefused('No.', place, code, undefined)))
      .map(([name]) => name)
    expect(transient.toSorted()).toEqual([
      'FLUSH_DISK_TIMEOUT',
      'FLUSH_SLAVE_TIMEOUT',
      'GO_AWAY',
      'SERVICE_NOT_AVAILABLE',
      'SLAVE_NOT_AVAILABLE',
      'SYSTEM_BUSY',
    ])
  })

  it('is false for what is no error of this package', () => {
    for (const other of [new Error('any'), 'text', null, undefined, { code: 'CALL_TIMEOUT' }]) {
      expect(isTransient(other)).toBe(false)
    }
  })
})
