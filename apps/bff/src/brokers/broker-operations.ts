import { brokerConfigList, brokerList, brokerView } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { listConfig } from './broker-config.ts'
import { listBrokers } from './broker-list.ts'
import type { BrokerNeeds } from './broker-needs.ts'
import { viewBroker } from './broker-view.ts'

export function brokerOperations(needs: BrokerNeeds): Operation[] {
  return [
    operation(brokerList, ({ params, signal }) => listBrokers(needs, params.clusterId, signal)),
    operation(brokerView, ({ params, query, signal }) => viewBroker(needs, params, query.brokerId, signal)),
    operation(brokerConfigList, ({ params, query, signal }) =>
      listConfig(needs, params, query.brokerId, signal),
    ),
  ]
}
