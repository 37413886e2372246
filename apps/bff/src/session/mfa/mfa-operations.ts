import { mfaBind, mfaStart, mfaUnbind, mfaView, recoveryCodeCreate } from '@gantry/contract'
import { toTimestamp } from '../../platform/clock.ts'
import { type Operation, operation } from '../../platform/http/operation.ts'
import { placeOfSession } from '../known-browser.ts'
import { requireSession } from '../require-password.ts'
import type { SessionService } from '../session-service.ts'

export function mfaOperations({ mfa, requirePassword }: SessionService): Operation[] {
  return [
    operation(mfaView, async ({ caller }) => {
      const { boundAtMs, ...state } = await mfa.view(caller.userId)
      return { ...state, boundAt: boundAtMs === null ? null : toTimestamp(boundAtMs) }
    }),
    operation(mfaStart, async ({ caller, body, exchange, audit }) => {
      audit.target(`MFA of ${caller.username}`)
      await requirePassword(caller, body.currentPassword, exchange.headers)
      return mfa.start(caller)
    }),
    operation(mfaBind, async ({ caller, body, audit }) => {
      audit.target(`MFA of ${caller.username}`)
      requireSession(caller)
      const recoveryCodes = [...(await mfa.bind(caller, body.code))]
      audit.change({ isMfaBound: false }, { isMfaBound: true })
      return { recoveryCodes }
    }),
    operation(mfaUnbind, async ({ caller, body, exchange, audit }) => {
      audit.target(`MFA of ${caller.username}`)
      await requirePassword(caller, body.currentPassword, exchange.headers)
      await mfa.requireCode(caller.userId, body.code, placeOfSession(caller))
      await mfa.unbind(caller.userId)
      audit.change({ isMfaBound: true }, { isMfaBound: false })
    }),
    operation(recoveryCodeCreate, async ({ caller, body, exchange, audit }) => {
      audit.target(`recovery codes of ${caller.username}`)
      await requirePassword(caller, body.currentPassword, exchange.headers)
      await mfa.requireCode(caller.userId, body.code, placeOfSession(caller))
      const { recoveryCodesLeft } = await mfa.view(caller.userId)
      const recoveryCodes = [...(await mfa.renewRecoveryCodes(caller.userId))]
      audit.change({ recoveryCodesLeft }, { recoveryCodesLeft: recoveryCodes.length })
      return { recoveryCodes }
    }),
  ]
}
