/**
 * Users and what they may do, of one broker. Imitates `auth/authentication/provider/LocalAuthenticationMetadataProvider` and
 * `auth/authorization/provider/LocalAuthorizationMetadataProvider`, which keep them on each broker by itself, in the order
 * of their names.
 */
import type { Policy } from './policies.ts'

export const USER_TYPES = ['Super', 'Normal'] as const
export const USER_STATUSES = ['enable', 'disable'] as const

export interface User {
  readonly username: string
  readonly password: string
  /** A Super user may do everything. */
  readonly userType: (typeof USER_TYPES)[number]
  readonly userStatus: (typeof USER_STATUSES)[number]
}

export class UserStore {
  private readonly byName = new Map<string, User>()
  private readonly bySubject = new Map<string, readonly Policy[]>()

  get(username: string): User | undefined {
    return this.byName.get(username)
  }

  users(): readonly User[] {
    return inOrder(this.byName).map(([, user]) => user)
  }

  save(user: User): void {
    this.byName.set(user.username, user)
  }

  /** Together with what the user may do. */
  remove(username: string): void {
    this.byName.delete(username)
    this.bySubject.delete(subjectOf(username))
  }

  /** @param subject `User:` and a name; @returns undefined when nothing was ever said of it */
  policies(subject: string): readonly Policy[] | undefined {
    return this.bySubject.get(subject)
  }

  allPolicies(): ReadonlyArray<readonly [subject: string, policies: readonly Policy[]]> {
    return inOrder(this.bySubject)
  }

  savePolicies(subject: string, policies: readonly Policy[]): void {
    if (policies.length === 0) this.bySubject.delete(subject)
    else this.bySubject.set(subject, policies)
  }
}

export function subjectOf(username: string): string {
  return `User:${username}`
}

function inOrder<T>(map: ReadonlyMap<string, T>): Array<[string, T]> {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
