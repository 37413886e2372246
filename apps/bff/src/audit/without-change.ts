/**
 * Changes whose audit events have no before and after, each with the reason. Every other change that succeeds says both: the frame
 * holds it to that wherever answers are checked, which is in every test.
 */
import type { OperationId } from '@gantry/contract'

const SIGN_IN = 'A session begins: who it belongs to is the target.'

export const WITHOUT_CHANGE: Readonly<Partial<Record<OperationId, string>>> = {
  sessionCreate: SIGN_IN,
  sessionMfaCreate: SIGN_IN,
  oidcStart: 'The provider is asked; nothing holds before it has answered.',
  sessionDelete: 'A session ends: whose it was is the target.',
  passwordChange: 'Passwords are kept nowhere in clear.',
  userPasswordReset: 'Passwords are kept nowhere in clear.',
  mfaStart: 'A secret is shown; nothing holds before it is bound.',
  clusterTest: 'It only asks.',
  clusterAccessRepair: 'Brokers are brought to what the console has; that stays as it was.',
  messageVerify: 'Neither the message nor an offset is changed.',
}
