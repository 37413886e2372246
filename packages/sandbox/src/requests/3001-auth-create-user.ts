/** AUTH_CREATE_USER 3001, as `broker/processor/AdminBrokerProcessor#createUser`. */
import { authCreateUser } from '@gantry/remoting/requests'
import { isSentBySuperUser, requireUsername, usersOf } from '../access/administer.ts'
import { brokerHandler, DONE } from '../handler.ts'
import { Refused } from '../state/refused.ts'
import { USER_STATUSES, USER_TYPES } from '../state/user-store.ts'
import { wordOf } from '../state/word-of.ts'

export const authCreateUserHandler = brokerHandler(authCreateUser, ({ header, body, frame }, broker) => {
  const { username } = header
  const { password = '' } = body
  const users = usersOf(broker)
  if (username === '') throw new Refused('INVALID_PARAMETER', 'The username is blank')
  const userType = wordOf(USER_TYPES, body.userType) ?? 'Normal'
  if (userType === 'Super' && !isSentBySuperUser(frame, users))
    throw new Refused('SYSTEM_ERROR', 'The super user can only be create by super user')
  requireUsername(username)
  if (password.trim() === '') throw new Refused('NO_PERMISSION', 'password can not be blank')
  if (users.get(username) !== undefined) throw new Refused('NO_PERMISSION', 'The user is existed')
  const userStatus = wordOf(USER_STATUSES, body.userStatus) ?? 'enable'
  users.save({ username, password, userType, userStatus })
  return DONE
})
