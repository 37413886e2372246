import type { MfaTables } from './mfa/mfa-table.ts'

/**
 * Users, their sessions and credentials have the columns that better-auth's models ask for. Times and booleans of these
 * four are written by better-auth in the engine's own way, so read them through its API.
 */
export interface SessionTables extends MfaTables {
  users: UserTable
  sessions: SessionTable
  credentials: CredentialTable
  verifications: VerificationTable
  api_tokens: ApiTokenTable
  sign_in_failures: SignInFailureTable
  oidc_logouts: OidcLogoutTable
}

interface UserTable {
  id: string
  username: string
  name: string
  /** better-auth asks for one; the console sends no mail. */
  email: string
  email_verified: unknown
  image: string | null
  role: string
  /** The tenant account; null for administrators. */
  account_id: string | null
  /** 0 or 1, as is_disabled. */
  may_read_bodies: number
  is_disabled: number
  must_change_password: unknown
  /** Until when the one-time password is good; null where it has no end, or the user has none. Milliseconds. */
  one_time_until: number | null
  /** 0 or 1. */
  is_mfa_forced: number
  /** Both or neither: who the user is at the provider of the single sign-on. */
  oidc_issuer: string | null
  oidc_subject: string | null
  /** Milliseconds; null where the provider has never vouched for the user, or would not do so any more. */
  oidc_confirmed_at: number | null
  language: string | null
  created_at: unknown
  updated_at: unknown
}

interface SessionTable {
  id: string
  user_id: string
  token: string
  expires_at: unknown
  ip_address: string | null
  user_agent: string | null
  /** The provider's session that it began from. */
  oidc_sid: string | null
  created_at: unknown
  updated_at: unknown
}

interface CredentialTable {
  id: string
  user_id: string
  account_id: string
  provider_id: string
  /** scrypt. */
  password: string | null
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: unknown
  refresh_token_expires_at: unknown
  scope: string | null
  created_at: unknown
  updated_at: unknown
}

interface VerificationTable {
  id: string
  identifier: string
  value: string
  expires_at: unknown
  created_at: unknown
  updated_at: unknown
}

export interface ApiTokenTable {
  token_id: string
  user_id: string
  name: string
  /** SHA-256, hexadecimal: tokens are long and random, so a slow hash would add nothing. */
  token_hash: string
  /** Milliseconds, as the others. */
  created_at: number
  last_used_at: number | null
  expires_at: number | null
}

interface SignInFailureTable {
  /** Digest of the user name as typed, for names that do not exist, too; of the user's ID for wrong codes. */
  name_digest: string
  failures: number
  last_at: number
}

interface OidcLogoutTable {
  /** Of the token's own ID: a provider tells of a logout once. */
  token_digest: string
  /** Milliseconds. */
  seen_at: number
}
