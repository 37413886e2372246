import type { Me } from '@gantry/contract'
import type { AppError } from './app-error.ts'
import { refusal } from './refusal.ts'

export type Role = Me['role']

/** Who makes a request. */
export interface Caller {
  readonly userId: string
  readonly username: string
  readonly role: Role
  /** The tenant account; null for administrators, who belong to none. */
  readonly accountId: string | null
  /** The right beside the role; administrators have it anyway. */
  readonly mayReadBodies: boolean
  /** Nothing but changing the password and signing out works until it has been changed. */
  readonly mustChangePassword: boolean
  /** Nothing but binding a device works until one is bound. */
  readonly mustBindMfa: boolean
  readonly language: Me['language']
  readonly signsInBy: Me['signsInBy']
  /**
   * A session has a cookie and needs the CSRF token for changes; a token is a program's. `bootstrap` is the token that whoever runs the
   * server has set: it may make other tokens, since it can make administrators.
   */
  readonly via: 'session' | 'token' | 'bootstrap'
  /** Of the session or the token: stable while it lives, no secret. */
  readonly credentialId: string
  /** Of a token. */
  readonly credentialName: string | null
}

/** For what makes another way in, tried with a token. */
export function takesPerson(): AppError {
  return refusal('FORBIDDEN', 'takesPerson')
}
