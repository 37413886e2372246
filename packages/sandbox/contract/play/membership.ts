/** A member of a group, as brokers see one, and its locks. */
import {
  getConsumerConnectionList,
  getConsumerListByGroup,
  heartBeat,
  lockBatchMq,
  querySubscriptionByConsumer,
  unlockBatchMq,
  unregisterClient,
} from '@gantry/remoting/requests'
import fc from 'fast-check'
import { heartbeatOf } from '../bodies-of-clients.ts'
import { acting, type Choice, changeable, often, reading } from './step.ts'
import { byTopic } from './views.ts'

const CLIENT = 'a-member'
const queueIds = fc.subarray([0, 1, 2], { minLength: 1 })

export const membershipSteps: Choice[] = [
  often(
    2,
    acting('join', fc.record({ group: changeable, topic: changeable }), async (world, { group, topic }) => {
      const body = { ...heartbeatOf(world.group(group), world.topic(topic)), clientID: CLIENT }
      return await world.ask(heartBeat, { header: {}, body }, reply => reply.header)
    }),
  ),
  often(
    1,
    acting('leave', changeable, async (world, group) => {
      const header = { clientID: CLIENT, consumerGroup: world.group(group) }
      return await world.ask(unregisterClient, { header }, () => undefined)
    }),
  ),
  often(
    1,
    reading('members', fc.record({ group: changeable, topic: changeable }), async (world, args) => {
      const [consumerGroup, topic] = [world.group(args.group), world.topic(args.topic)]
      return [
        await world.ask(getConsumerListByGroup, { header: { consumerGroup } }, ({ body }) => body),
        await world.ask(getConsumerConnectionList, { header: { consumerGroup } }, ({ body }) => ({
          ...body,
          connectionSet: body.connectionSet.map(({ clientId, version }) => ({ clientId, version })),
          subscriptionTable: byTopic(body.subscriptionTable),
        })),
        await world.ask(
          querySubscriptionByConsumer,
          { header: { group: consumerGroup, topic } },
          // Its version is a time where a pull has told it.
          ({ body }) => body && { ...body, subscriptionData: body.subscriptionData?.subString },
        ),
      ]
    }),
  ),
  often(
    1,
    acting(
      'lock or unlock',
      fc.record({
        ...{ group: changeable, topic: changeable, queueIds },
        ...{ clientId: fc.constantFrom('one', 'other'), isLock: fc.constantFrom(true, true, false) },
      }),
      async (world, { group, topic, queueIds, clientId, isLock }) => {
        const mqSet = queueIds.map(queueId => ({
          topic: world.topic(topic),
          brokerName: world.brokerName,
          queueId,
        }))
        const body = { consumerGroup: world.group(group), clientId, onlyThisBroker: true, mqSet }
        if (!isLock) return await world.ask(unlockBatchMq, { header: {}, body }, () => undefined)
        return await world.ask(lockBatchMq, { header: {}, body }, ({ body }) =>
          body.lockOKMQSet.map(({ queueId }) => queueId).toSorted(),
        )
      },
    ),
  ),
]
