/**
 * Users and what they may do, of one broker. Imitates `auth/authentication/provider/LocalAuthenticationMetadataProvider` and
 * `auth/authorization/provider/LocalAuthorizationMetadataProvider`, which keep them on each broker by itself.
 */

export interface User {
  readonly username: string
  readonly password: string
  /** A Super user may do everything. */
  readonly userType: 'Super' | 'Normal'
  readonly userStatus: 'enable' | 'disable'
}

export interface PolicyEntry {
  /** `*`, or `Topic:`, `Group:` or `Cluster:` before a name, before the beginning of names with `*`, or before `*`. */
  readonly resource: string
  readonly actions: readonly string[]
  /** Addresses or ranges of addresses; undefined for any. */
  readonly sourceIps?: readonly string[] | undefined
  readonly decision: 'Allow' | 'Deny'
}

export interface Policy {
  readonly policyType: 'Custom' | 'Default'
  readonly entries: readonly PolicyEntry[]
}

export class UserStore {
  private readonly byName = new Map<string, User>()
  private readonly bySubject = new Map<string, readonly Policy[]>()

  get(username: string): User | undefined {
    return this.byName.get(username)
  }

  users(): Iterable<User> {
    return this.byName.values()
  }

  save(user: User): void {
    this.byName.set(user.username, user)
  }

  remove(username: string): void {
    this.byName.delete(username)
    this.bySubject.delete(`User:${username}`)
  }

  /** By subject, which is `User:` and a name. */
  policies(subject: string): readonly Policy[] | undefined {
    return this.bySubject.get(subject)
  }

  allPolicies(): ReadonlyMap<string, readonly Policy[]> {
    return this.bySubject
  }

  savePolicies(subject: string, policies: readonly Policy[]): void {
    if (policies.length === 0) this.bySubject.delete(subject)
    else this.bySubject.set(subject, policies)
  }
}
