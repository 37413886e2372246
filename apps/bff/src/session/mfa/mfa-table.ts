/** What the secret is sealed for. */
export const MFA_SECRET_PURPOSE = 'second_factors.secret'

export interface MfaTables {
  second_factors: SecondFactorTable
  recovery_codes: RecoveryCodeTable
}

export interface SecondFactorTable {
  user_id: string
  /** Sealed. */
  secret_encrypted: string
  /** Milliseconds; null until a code of the device has come back. */
  bound_at: number | null
  /** The last step of which a code was accepted: none of it or before it is accepted again. */
  last_step: number | null
  /** Null until there are recovery codes. */
  recovery_salt: string | null
}

interface RecoveryCodeTable {
  user_id: string
  /** scrypt, hexadecimal. */
  code_hash: string
  used_at: number | null
}
