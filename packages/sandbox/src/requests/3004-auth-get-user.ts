/** AUTH_GET_USER 3004, as `broker/processor/AdminBrokerProcessor#getUser`. */
import { authGetUser } from '@gantry/remoting/requests'
import { usersOf } from '../access/administer.ts'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const authGetUserHandler = brokerHandler(authGetUser, ({ header }, broker) => {
  if (header.username.trim() === '') throw new Refused('INVALID_PARAMETER', 'The username is blank')
  return { header: {}, body: usersOf(broker).get(header.username) }
})
