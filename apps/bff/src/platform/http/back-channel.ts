/** What the provider of the single sign-on tells by itself; the session capability knows what to do. */
import type { AuditNotes } from './operation.ts'

/** At least one of user and session is named. */
export interface ToldLogout {
  readonly issuer: string
  readonly subject: string | undefined
  /** The provider's session; undefined: all of the user. */
  readonly sid: string | undefined
  /** No other token has it. */
  readonly tokenId: string
}

export interface BackChannel {
  /** @throws AppError VALIDATION for what the provider has not signed, PROVIDER_UNAVAILABLE */
  read(logoutToken: string): Promise<ToldLogout>
  /** @throws AppError VALIDATION for a token that was used before */
  end(logout: ToldLogout, audit: AuditNotes): Promise<void>
}
