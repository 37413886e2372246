import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../../test-support/databases.ts'
import { codeAt } from '../../../test-support/device.ts'
import { startTestServer, type TestServer } from '../../../test-support/start-server.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { createLog } from '../../platform/log.ts'
import { insertUser } from '../user-store.ts'
import { createMfaService, type MfaService } from './mfa-service.ts'
import { resetMfa } from './reset-mfa.ts'

const STEP_MS = 30_000
const WRONG = { code: 'UNAUTHENTICATED', extras: { fields: [{ path: 'code', code: 'mfaCodeWrong' }] } }

describe.each(ENGINES)('a device for the second step of the sign-in, on %s', engine => {
  let nowMs = 1_800_000_000_000
  let server: TestServer
  let mfa: MfaService
  beforeAll(async () => {
    server = await startTestServer({ engine, clock: { nowMs: () => nowMs } })
    mfa = createMfaService(server.context)
  })
  afterAll(() => server.close())

  /** Somebody of their own in each test, since codes and failures count by user. */
  async function newCaller(): Promise<Caller> {
    const userId = randomUUID()
    const rights = { role: 'administrator', accountId: null, mayReadBodies: true } as const
    const user = { userId, username: `user-${userId}`, ...rights }
    await insertUser(server.context.db, { ...user, passwordHash: 'none' }, nowMs)
    return {
      ...user,
      mustChangePassword: false,
      mustBindMfa: false,
      language: null,
      signsInBy: 'password',
      via: 'session',
      credentialName: null,
      credentialId: 'session-1',
    }
  }

  /** Its first code is used up: the next one is of the step that is now. */
  async function bound() {
    const caller = await newCaller()
    const { secret } = await mfa.start(caller)
    const recoveryCodes = await mfa.bind(caller, codeAt(secret, nowMs))
    nowMs += 10 * STEP_MS
    const codeOf = (step: number): string => codeAt(secret, nowMs + step * STEP_MS)
    return { caller, userId: caller.userId, secret, recoveryCodes, codeOf }
  }

  it('is bound by a code of the last secret that was begun with, and only once', async () => {
    const caller = await newCaller()
    await expect(mfa.bind(caller, '123456')).rejects.toMatchObject({ code: 'CONFLICT' })
    const abandoned = await mfa.start(caller)
    const { secret, uri } = await mfa.start(caller)
    expect(uri).toContain(`otpauth://totp/Gantry:${caller.username}?issuer=Gantry&secret=${secret}&`)
    await expect(mfa.bind(caller, codeAt(abandoned.secret, nowMs))).rejects.toMatchObject({
      code: 'VALIDATION',
      extras: { fields: [{ path: 'code', code: 'mfaCodeWrong' }] },
    })
    await mfa.requireSecondStep(caller.userId, undefined)
    const codes = await mfa.bind(caller, codeAt(secret, nowMs))
    expect(new Set(codes).size).toBe(10)
    expect(await mfa.view(caller.userId)).toEqual({
      boundAtMs: nowMs,
      isForced: false,
      recoveryCodesLeft: 10,
    })
    await expect(mfa.start(caller)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(mfa.requireSecondStep(caller.userId, undefined)).rejects.toMatchObject({
      code: 'MFA_REQUIRED',
    })
  })

  it('has codes that work once, also when two send one at the same time', async () => {
    const { userId, codeOf } = await bound()
    const code = codeOf(0)
    const both = await Promise.allSettled([1, 2].map(() => mfa.requireSecondStep(userId, code)))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    nowMs += STEP_MS
    await expect(mfa.requireSecondStep(userId, code)).rejects.toMatchObject(WRONG)
  })

  it('may differ from the server by a step in either direction, and by no more', async () => {
    const { userId, codeOf } = await bound()
    for (const step of [-2, 2]) {
      await expect(mfa.requireSecondStep(userId, codeOf(step))).rejects.toMatchObject(WRONG)
    }
    for (const step of [-1, 0, 1]) await mfa.requireSecondStep(userId, codeOf(step))
    // Once a later one was accepted, what came before is worth nothing.
    await expect(mfa.requireSecondStep(userId, codeOf(0))).rejects.toMatchObject(WRONG)
  })

  it('can be done without by recovery codes, each once, however they are typed', async () => {
    const { userId, recoveryCodes } = await bound()
    const [first = '', second = ''] = recoveryCodes
    await mfa.requireSecondStep(userId, ` ${first.toUpperCase().replace('-', ' ')} `)
    await expect(mfa.requireSecondStep(userId, first)).rejects.toMatchObject(WRONG)
    expect((await mfa.view(userId)).recoveryCodesLeft).toBe(9)
    const [fresh = ''] = await mfa.renewRecoveryCodes(userId)
    await expect(mfa.requireSecondStep(userId, second)).rejects.toMatchObject(WRONG)
    await mfa.requireSecondStep(userId, fresh)
  })

  it('is kept sealed, and its recovery codes hashed', async () => {
    const { userId, secret, recoveryCodes } = await bound()
    const { db } = server.context
    const kept = JSON.stringify([
      await db.selectFrom('second_factors').selectAll().where('user_id', '=', userId).execute(),
      await db.selectFrom('recovery_codes').selectAll().where('user_id', '=', userId).execute(),
    ])
    for (const shown of [secret, ...recoveryCodes.flatMap(code => [code, code.replace('-', '')])]) {
      expect(kept).not.toContain(shown)
    }
  })

  it('slows down who guesses, one by one, until a code is right', async () => {
    const { userId, codeOf } = await bound()
    const guesses = await Promise.allSettled(
      Array.from({ length: 12 }, () => mfa.requireSecondStep(userId, codeOf(5))),
    )
    const codes = guesses.map(guess => guess.status === 'rejected' && guess.reason.code)
    expect(codes.filter(code => code === 'UNAUTHENTICATED')).toHaveLength(3)
    expect(codes.filter(code => code === 'RATE_LIMITED')).toHaveLength(9)
    await expect(mfa.requireCode(userId, codeOf(0))).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    nowMs += 1_000
    await mfa.requireCode(userId, codeOf(0))
    await expect(mfa.requireSecondStep(userId, codeOf(0))).rejects.toMatchObject(WRONG)
  })

  it('is asked for while none is bound, and is forgotten by whoever runs the server', async () => {
    const { caller, userId } = await bound()
    expect(await mfa.mustBind(userId, true)).toBe(false)
    const { config } = server.context
    expect(await resetMfa(config, createLog('silent'), caller.username.toUpperCase())).toContain(
      'is forgotten',
    )
    expect(await resetMfa(config, createLog('silent'), caller.username)).toContain('has bound no device')
    await expect(resetMfa(config, createLog('silent'), 'nobody')).rejects.toThrow('no user named nobody')
    expect(await mfa.mustBind(userId, true)).toBe(true)
    expect(await mfa.mustBind(userId, false)).toBe(false)
    await mfa.requireSecondStep(userId, undefined)
    await expect(mfa.requireSecondStep(userId, '123456')).rejects.toMatchObject(WRONG)
    const everybody = createMfaService({ ...server.context, config: { ...config, isMfaForced: true } })
    expect(await everybody.mustBind(userId, false)).toBe(true)
  })
})
