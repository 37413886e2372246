import {
  brokerConfigList,
  brokerConfigUpdate,
  brokerList,
  brokerView,
  brokerWritePermissionUpdate,
} from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { listConfig } from './broker-config.ts'
import { listBrokers } from './broker-list.ts'
import type { BrokerNeeds, BrokerParams } from './broker-needs.ts'
import { viewBroker } from './broker-view.ts'
import { changeSetting } from './change-setting.ts'
import { changeWritePermission } from './change-write-permission.ts'

export function brokerOperations(needs: BrokerNeeds): Operation[] {
  return [
    operation(brokerList, ({ params, signal }) => listBrokers(needs, params.clusterId, signal)),
    operation(brokerView, ({ params, query, signal }) => viewBroker(needs, params, query.brokerId, signal)),
    operation(brokerConfigList, ({ params, query, signal }) =>
      listConfig(needs, params, query.brokerId, signal),
    ),
    operation(brokerConfigUpdate, async ({ params, query, body, signal, audit }) => {
      audit.target(await targetOf(needs, params, query.brokerId))
      // None of the settings that can be changed is a secret.
      audit.asked(body)
      const changed = await changeSetting(needs, params, query.brokerId, body, signal)
      audit.change({ [body.name]: changed.before }, { [body.name]: changed.after })
      return changed
    }),
    operation(brokerWritePermissionUpdate, async ({ params, body, signal, audit }) => {
      audit.target(await targetOf(needs, params))
      const { isWritable } = body
      audit.asked(body)
      const { before, result } = await changeWritePermission(needs, params, isWritable, signal)
      audit.change({ isWritable: before }, { isWritable })
      const failed = result.outcomes.filter(({ ok }) => !ok)
      audit.details({ failures: failed.map(({ namesrvAddr, message }) => `${namesrvAddr}: ${message}`) })
      return result
    }),
  ]
}

async function targetOf(
  { clusters }: BrokerNeeds,
  { clusterId, brokerName }: BrokerParams,
  brokerId?: number,
): Promise<string> {
  const row = await clusters.find(clusterId)
  const process = brokerId === undefined ? '' : ` (${brokerId})`
  return `broker ${brokerName}${process} of cluster ${row?.name ?? clusterId}`
}
