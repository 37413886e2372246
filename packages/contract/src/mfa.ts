/** The second step of the sign-in: a code from a device that the user bound. */
import { mfaCodeProblem } from '@gantry/rules'
import { z } from 'zod'
import { ruled, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { me } from './session.ts'

/** Six digits of the device, or a recovery code. */
const code = ruled(z.string(), mfaCodeProblem)
/** Once more, so that a page left open is not enough. */
const currentPassword = z.string().min(1).max(128)
const proof = z.strictObject({ currentPassword, code })

export const sessionMfaCreate = endpoint({
  id: 'sessionMfaCreate',
  method: 'POST',
  path: '/session/mfa',
  summary:
    'Signs in who has bound a device: name, password and code. A recovery code works once in its place.',
  access: 'public',
  body: z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(128), code }),
  response: me,
})

export const mfaView = endpoint({
  id: 'mfaView',
  method: 'GET',
  path: '/me/mfa',
  summary: 'Whether the caller has bound a device.',
  access: 'signedIn',
  response: z.object({
    /** Null: none is bound. */
    boundAt: timestamp.nullable(),
    /** By the setting, or by an administrator for this user. */
    isForced: z.boolean(),
    recoveryCodesLeft: z.int(),
  }),
})
export type MfaView = z.infer<typeof mfaView.response>

export const mfaStart = endpoint({
  id: 'mfaStart',
  method: 'POST',
  path: '/me/mfa',
  summary: 'A new secret for the device; it counts only once a code of it has come back.',
  access: 'signedIn',
  status: 201,
  hasSecret: true,
  body: z.strictObject({ currentPassword }),
  response: z.object({
    /** Base32, to be typed. */
    secret: z.string(),
    /** `otpauth://`, to be shown as a QR code. */
    uri: z.string(),
  }),
  errors: ['CONFLICT'],
})

const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const mfaBind = endpoint({
  id: 'mfaBind',
  method: 'POST',
  path: '/me/mfa/binding',
  summary:
    'Binds the device by its first code. Recovery codes are shown this once; every other session ends.',
  access: 'signedIn',
  body: z.strictObject({ code }),
  response: recoveryCodes,
  errors: ['CONFLICT'],
})

export const mfaUnbind = endpoint({
  id: 'mfaUnbind',
  method: 'POST',
  path: '/me/mfa/unbinding',
  summary: 'Forgets the device and the recovery codes.',
  access: 'signedIn',
  body: proof,
  errors: ['CONFLICT'],
})

export const recoveryCodeCreate = endpoint({
  id: 'recoveryCodeCreate',
  method: 'POST',
  path: '/me/mfa/recovery-codes',
  summary: 'New recovery codes, shown this once; the old ones work no more.',
  access: 'signedIn',
  body: proof,
  response: recoveryCodes,
  errors: ['CONFLICT'],
})
