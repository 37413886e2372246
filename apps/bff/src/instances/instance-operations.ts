import { instanceCreate, instanceDelete, instanceList, instanceUpdate, instanceView } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { DecidedInstance } from './instance-present.ts'
import type { InstanceService } from './instance-service.ts'

export function instanceOperations(instances: InstanceService): Operation[] {
  return [
    operation(instanceList, ({ caller, query, signal }) => instances.list(caller, query, signal)),
    operation(instanceView, ({ caller, params: { instanceId }, signal }) =>
      instances.view(caller, instanceId, signal),
    ),
    operation(instanceCreate, async ({ caller, body, signal, audit }) => {
      audit.target(`instance ${body.name}`)
      audit.asked(body)
      const made = await instances.create(caller, body, signal)
      audit.target(`instance ${made.instanceId}`)
      audit.change(null, recordedInstance(made))
      return made
    }),
    operation(instanceUpdate, async ({ params: { instanceId }, body, signal, audit }) => {
      audit.target(`instance ${instanceId}`)
      audit.asked(body)
      const { before, after } = await instances.update(instanceId, body, signal)
      audit.change(recordedInstance(before), recordedInstance(after))
      return after
    }),
    operation(instanceDelete, async ({ params: { instanceId }, query: { ifUnreachable }, signal, audit }) => {
      audit.target(`instance ${instanceId}`)
      if (ifUnreachable === 'forget') audit.details({ ifUnreachable })
      audit.change(recordedInstance(await instances.remove(instanceId, ifUnreachable, signal)), null)
    }),
  ]
}

function recordedInstance(instance: DecidedInstance) {
  const { name, description, clusterName, hasNamespace, specification, version } = instance
  return { name, description, clusterName, hasNamespace, ...specification, version }
}
