/** AUTH_LIST_USER 3005, as `broker/processor/AdminBrokerProcessor#listUser`. */
import { authListUser } from '@gantry/remoting/requests'
import { usersOf } from '../access/administer.ts'
import { brokerHandler } from '../handler.ts'

export const authListUserHandler = brokerHandler(authListUser, ({ header }, broker) => {
  const filter = header.filter?.trim() ? header.filter : ''
  const users = usersOf(broker)
    .users()
    .filter(({ username }) => username.includes(filter))
  return { header: {}, body: users.length === 0 ? undefined : users }
})
