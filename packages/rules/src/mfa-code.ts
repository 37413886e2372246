/** Codes of the second step of the sign-in. */
import { type Problem, problem } from './problem.ts'

export const MFA_DIGITS = 6

/** Letters and digits that do not look alike; shown in two halves. */
export const RECOVERY_CODE_CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
export const RECOVERY_CODE_LENGTH = 10

/** As it is compared: people type capitals, spaces and hyphens. */
export function plainMfaCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase()
}

/** Whether it has the form of a device's code; else it may be a recovery code. */
export function isDeviceCode(plain: string): boolean {
  return /^\d{6}$/.test(plain)
}

/** Only the form: whether the code is right, the server knows. */
export function mfaCodeProblem(typed: string): Problem | undefined {
  const plain = plainMfaCode(typed)
  const isRecoveryCode = /^[a-z\d]{10}$/.test(plain)
  return isDeviceCode(plain) || isRecoveryCode ? undefined : problem('mfaCodeForm')
}
