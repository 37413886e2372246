/** The second step of the sign-in: binding a device, asking for its code, and ways back in without it. */
import { isDeviceCode, type Problem, plainMfaCode, problem, sentenceOf } from '@gantry/rules'
import type { AppContext } from '../../platform/context.ts'
import { AppError } from '../../platform/http/app-error.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { fieldError } from '../../platform/http/validation.ts'
import type { Place } from '../known-browser.ts'
import { deleteSessions } from '../session-store.ts'
import { createSignInGuard, type SignInGuard } from '../sign-in-guard.ts'
import {
  bindFactor,
  countRecoveryCodes,
  deleteFactor,
  findFactor,
  isMfaForcedFor,
  putPendingFactor,
  replaceRecoveryCodes,
  useRecoveryCode,
  useStep,
} from './mfa-store.ts'
import { MFA_SECRET_PURPOSE, type SecondFactorTable } from './mfa-table.ts'
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts'
import { newSecret, stepOf, uriOf } from './totp.ts'

export interface MfaService {
  view(userId: string): Promise<MfaState>
  /** Whether the user has to bind a device before anything else. */
  mustBind(userId: string, isForced: boolean): Promise<boolean>
  /**
   * At the sign-in, after the password.
   * @throws AppError MFA_REQUIRED without a code where one is needed, UNAUTHENTICATED, RATE_LIMITED
   */
  requireSecondStep(userId: string, code: string | undefined, place?: Place): Promise<void>
  /** @throws AppError VALIDATION, RATE_LIMITED, CONFLICT where no device is bound */
  requireCode(userId: string, code: string, place?: Place): Promise<void>
  /** @throws AppError CONFLICT where a device is bound */
  start(caller: Caller): Promise<{ readonly secret: string; readonly uri: string }>
  /**
   * Ends the other sessions; where the device had to be bound, this one, too.
   * @returns recovery codes, kept nowhere in clear
   * @throws AppError VALIDATION, CONFLICT
   */
  bind(caller: Caller, code: string): Promise<readonly string[]>
  unbind(userId: string): Promise<void>
  /** @returns recovery codes, kept nowhere in clear */
  renewRecoveryCodes(userId: string): Promise<readonly string[]>
  /** For who lost the device. Ends the sessions. @returns whether one was bound */
  reset(userId: string): Promise<boolean>
}

interface MfaState {
  readonly boundAtMs: number | null
  readonly isForced: boolean
  readonly recoveryCodesLeft: number
}

/**
 * Who is asked for a code has proved the password, and addresses are cheap: codes count together, wherever they are typed. Only where the
 * user has signed in before they count apart, so that a password in the wrong hands does not shut its owner out.
 */
const STRANGE: Place = { id: '', isKnown: false }
const KNOWN: Place = { id: '', isKnown: true }

type Needs = Pick<AppContext, 'db' | 'secrets' | 'clock' | 'config'>

export function createMfaService(needs: Needs): MfaService {
  const { db, secrets, config } = needs
  const guard = createSignInGuard(needs, 'sign_in_failures.code')
  return {
    async view(userId) {
      const factor = await findFactor(db, userId)
      return {
        boundAtMs: factor?.bound_at ?? null,
        isForced: config.isMfaForced || (await isMfaForcedFor(db, userId)),
        recoveryCodesLeft: await countRecoveryCodes(db, userId),
      }
    },
    async mustBind(userId, isForced) {
      if (!config.isMfaForced && !isForced) return false
      return !isBound(await findFactor(db, userId))
    },
    async requireSecondStep(userId, code, place = STRANGE) {
      const factor = await findFactor(db, userId)
      if (!isBound(factor)) {
        // It was reset since the page asked for a code: the first step is enough now, but was not taken.
        if (code !== undefined) throw wrongAtSignIn()
        return
      }
      if (code === undefined) {
        throw new AppError('MFA_REQUIRED', 'A code of the device is needed, too: sign in with it.')
      }
      if (!(await accept(needs, guard, factor, code, place))) throw wrongAtSignIn()
    },
    async requireCode(userId, code, place = STRANGE) {
      const factor = await findFactor(db, userId)
      if (!isBound(factor)) throw noDevice()
      if (!(await accept(needs, guard, factor, code, place))) throw fieldError('code', WRONG)
    },
    async start({ userId, username }) {
      const secret = newSecret()
      const isPending = await putPendingFactor(db, userId, secrets.seal(secret, MFA_SECRET_PURPOSE))
      if (!isPending) throw new AppError('CONFLICT', 'A device is bound already: switch it off first.')
      return { secret, uri: uriOf(secret, username) }
    },
    bind: (caller, code) => bind(needs, caller, code),
    unbind: async userId => void (await deleteFactor(db, userId)),
    async renewRecoveryCodes(userId) {
      const fresh = await newRecoveryCodes()
      await db.transaction().execute(transaction => replaceRecoveryCodes(transaction, userId, fresh))
      return fresh.codes
    },
    reset: userId =>
      db.transaction().execute(async transaction => {
        await deleteSessions(transaction, userId)
        return deleteFactor(transaction, userId)
      }),
  }
}

async function bind({ db, secrets, clock }: Needs, caller: Caller, code: string): Promise<readonly string[]> {
  const { userId, credentialId, mustBindMfa } = caller
  const factor = await findFactor(db, userId)
  if (!factor || isBound(factor)) {
    throw new AppError('CONFLICT', 'There is no new secret to bind: begin anew.')
  }
  const nowMs = clock.nowMs()
  const step = stepOf(plainMfaCode(code), secrets.open(factor.secret_encrypted, MFA_SECRET_PURPOSE), nowMs)
  if (step === undefined) throw fieldError('code', WRONG)
  const fresh = await newRecoveryCodes()
  await db.transaction().execute(async transaction => {
    const isDone = await bindFactor(transaction, factor, step, nowMs)
    if (!isDone) throw new AppError('CONFLICT', 'The secret was replaced meanwhile: begin anew.')
    await replaceRecoveryCodes(transaction, userId, fresh)
    await deleteSessions(transaction, userId, mustBindMfa ? undefined : credentialId)
  })
  return fresh.codes
}

/** Counted before it is looked at, so that attempts made at once count one by one. @throws AppError RATE_LIMITED */
async function accept(
  { db, secrets, clock }: Needs,
  guard: SignInGuard,
  { user_id, secret_encrypted, recovery_salt }: SecondFactorTable,
  code: string,
  place: Place,
): Promise<boolean> {
  const counted = place.isKnown ? KNOWN : STRANGE
  await guard.countAttempt(user_id, counted)
  const plain = plainMfaCode(code)
  const nowMs = clock.nowMs()
  let isGood = false
  if (isDeviceCode(plain)) {
    const step = stepOf(plain, secrets.open(secret_encrypted, MFA_SECRET_PURPOSE), nowMs)
    isGood = step !== undefined && (await useStep(db, user_id, step))
  } else if (recovery_salt !== null) {
    isGood = await useRecoveryCode(db, user_id, await recoveryCodeHash(plain, recovery_salt), nowMs)
  }
  if (isGood) await guard.forget(user_id, counted)
  return isGood
}

type Bound = SecondFactorTable & { readonly bound_at: number }

function isBound(factor: SecondFactorTable | undefined): factor is Bound {
  return factor !== undefined && factor.bound_at !== null
}

const WRONG: Problem = problem('mfaCodeWrong')

function wrongAtSignIn(): AppError {
  const message = sentenceOf(WRONG)
  return new AppError('UNAUTHENTICATED', message, { fields: [{ path: 'code', code: WRONG.code, message }] })
}

function noDevice(): AppError {
  return new AppError('CONFLICT', 'No device is bound: bind one first.')
}
