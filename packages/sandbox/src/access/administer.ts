/** What all requests about users and policies check first. As in `broker/processor/AdminBrokerProcessor`. */
import type { Frame } from '@gantry/remoting/internal'
import type { Broker } from '../state/broker.ts'
import { Refused } from '../state/refused.ts'
import { subjectOf, type UserStore } from '../state/user-store.ts'

/** @throws Refused SYSTEM_ERROR when the broker asks nobody for a signature: then it keeps no users either */
export function usersOf({ isSecured, users }: Broker): UserStore {
  if (!isSecured) throw new Refused('SYSTEM_ERROR', 'An system error occurred, please try again later.')
  return users
}

export function isSentBySuperUser({ header }: Frame, users: UserStore): boolean {
  return users.get(header.extFields.AccessKey ?? '')?.userType === 'Super'
}

/** @throws Refused NO_PERMISSION for a name of nothing but spaces */
export function requireUsername(username: string): void {
  if (username.trim() === '') throw new Refused('NO_PERMISSION', 'username can not be blank')
}

/** The subject as brokers write it. Undefined when it is no user: there are no other subjects. */
export function parseSubject(subject: string): string | undefined {
  const [type, ...rest] = subject.split(':')
  return type?.toLowerCase() === 'user' ? subjectOf(rest.join(':')) : undefined
}

/** Whether the user whom a subject means exists. */
export function hasUserOf(subject: string, users: UserStore): boolean {
  return users.get(subject.slice(subjectOf('').length)) !== undefined
}
