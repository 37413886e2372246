/** UPDATE_AND_GET_GROUP_FORBIDDEN 353, as `broker/processor/AdminBrokerProcessor#updateAndGetGroupForbidden`. */
import { updateAndGetGroupForbidden } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const updateAndGetGroupForbiddenHandler = brokerHandler(
  updateAndGetGroupForbidden,
  ({ header }, { groups }) => {
    const { group, topic, readable } = header
    if (readable !== undefined) groups.setMayRead(group, topic, readable)
    return { header: {}, body: { group, topic, readable: groups.mayRead(group, topic) } }
  },
)
