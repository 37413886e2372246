/** AUTH_UPDATE_USER 3002, as `broker/processor/AdminBrokerProcessor#updateUser`. */
import { authUpdateUser } from '@gantry/remoting/requests'
import { isSentBySuperUser, requireUsername, usersOf } from '../access/administer.ts'
import { brokerHandler, DONE } from '../handler.ts'
import { Refused, type ResponseCodeName } from '../state/refused.ts'
import { USER_STATUSES, USER_TYPES } from '../state/user-store.ts'
import { wordOf } from '../state/word-of.ts'

export const authUpdateUserHandler = brokerHandler(authUpdateUser, ({ header, body, frame }, broker) => {
  const { username } = header
  const users = usersOf(broker)
  if (username === '') throw new Refused('INVALID_PARAMETER', 'The username is blank')
  const userType = wordOf(USER_TYPES, body.userType)
  const isBySuperUser = isSentBySuperUser(frame, users)
  if (userType === 'Super' && !isBySuperUser) throw onlyBySuperUser('SYSTEM_ERROR')
  requireUsername(username)
  const old = users.get(username)
  if (old === undefined) throw new Refused('NO_PERMISSION', 'The user is not exist')
  if (old.userType === 'Super' && !isBySuperUser) throw onlyBySuperUser('NO_PERMISSION')
  users.save({
    username,
    password: body.password?.trim() ? body.password : old.password,
    userType: userType ?? old.userType,
    userStatus: wordOf(USER_STATUSES, body.userStatus) ?? old.userStatus,
  })
  return DONE
})

function onlyBySuperUser(code: ResponseCodeName): Refused {
  return new Refused(code, 'The super user can only be update by super user')
}
