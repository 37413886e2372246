/** GET_ALL_SUBSCRIPTIONGROUP_CONFIG 201, as `broker/processor/AdminBrokerProcessor#getAllSubscriptionGroup`. */
import { getAllSubscriptionGroupConfig } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getAllSubscriptionGroupConfigHandler = brokerHandler(
  getAllSubscriptionGroupConfig,
  (_call, { groups }) => ({
    header: { totalGroupNum: groups.all().size },
    body: {
      subscriptionGroupTable: new Map(groups.all()),
      forbiddenTable: new Map(
        [...groups.allForbidden()].map(([group, byTopic]) => [group, new Map(byTopic)]),
      ),
      dataVersion: groups.dataVersion,
    },
  }),
)
