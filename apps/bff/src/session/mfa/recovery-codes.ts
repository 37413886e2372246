/** Codes for who lost the device: about 50 bits each, so that a slow hash with a salt keeps them. */
import { randomBytes, randomInt, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { plainMfaCode, RECOVERY_CODE_CHARACTERS, RECOVERY_CODE_LENGTH } from '@gantry/rules'

const CODES = 10
const SALT_BYTES = 16
const HASH_BYTES = 32

const derive = promisify<string, string, number, Buffer>(scrypt)

export interface RecoveryCodes {
  /** To be shown once, in two halves. */
  readonly codes: readonly string[]
  readonly hashes: readonly string[]
  /** One for all of them: no two users share it, and one hash finds which code was typed. */
  readonly salt: string
}

export async function newRecoveryCodes(): Promise<RecoveryCodes> {
  const codes = Array.from({ length: CODES }, newCode)
  const salt = randomBytes(SALT_BYTES).toString('hex')
  return { codes, hashes: await Promise.all(codes.map(code => recoveryCodeHash(code, salt))), salt }
}

export async function recoveryCodeHash(code: string, salt: string): Promise<string> {
  return (await derive(plainMfaCode(code), salt, HASH_BYTES)).toString('hex')
}

function newCode(): string {
  const picks = Array.from({ length: RECOVERY_CODE_LENGTH }, () => {
    return RECOVERY_CODE_CHARACTERS[randomInt(RECOVERY_CODE_CHARACTERS.length)]
  })
  const half = RECOVERY_CODE_LENGTH / 2
  return `${picks.slice(0, half).join('')}-${picks.slice(half).join('')}`
}
