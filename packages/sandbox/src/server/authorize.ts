/**
 * Whether a user may do what a request asks. Imitates `auth/authorization/chain/UserAuthorizationHandler`.
 *
 * @TODO policies of users who are not Super (`AclAuthorizationHandler`): until then they may do nothing
 */
import type { Frame } from '@gantry/remoting/internal'
import type { Broker } from '../state/broker.ts'
import type { ClientLink } from '../state/client-link.ts'
import { Refused } from '../state/refused.ts'
import type { User } from '../state/user-store.ts'

/** @throws Refused NO_PERMISSION */
export function authorize(user: User, _frame: Frame, client: ClientLink, _broker: Broker): void {
  if (user.userType === 'Super') return
  const sourceIp = client.host.host
  throw new Refused(
    'NO_PERMISSION',
    `User:${user.username} has no permission to access from ${sourceIp}, no matched policies.`,
  )
}
