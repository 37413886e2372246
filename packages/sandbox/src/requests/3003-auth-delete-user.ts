/** AUTH_DELETE_USER 3003, as `broker/processor/AdminBrokerProcessor#deleteUser`. */
import { authDeleteUser } from '@gantry/remoting/requests'
import { isSentBySuperUser, requireUsername, usersOf } from '../access/administer.ts'
import { brokerHandler, DONE } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const authDeleteUserHandler = brokerHandler(authDeleteUser, ({ header, frame }, broker) => {
  const { username } = header
  const users = usersOf(broker)
  requireUsername(username)
  if (users.get(username)?.userType === 'Super' && !isSentBySuperUser(frame, users))
    throw new Refused('NO_PERMISSION', 'The super user can only be update by super user')
  users.remove(username)
  return DONE
})
