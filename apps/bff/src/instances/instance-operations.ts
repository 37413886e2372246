import { instanceCreate, instanceDelete, instanceList, instanceUpdate, instanceView } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { InstanceService } from './instance-service.ts'

export function instanceOperations(instances: InstanceService): Operation[] {
  return [
    operation(instanceList, ({ caller, query, signal }) => instances.list(caller, query, signal)),
    operation(instanceView, ({ caller, params: { instanceId }, signal }) =>
      instances.view(caller, instanceId, signal),
    ),
    operation(instanceCreate, async ({ caller, body, signal, audit }) => {
      audit.target(`instance ${body.name}`)
      audit.details(body)
      const made = await instances.create(caller, body, signal)
      audit.target(`instance ${made.instanceId}`)
      return made
    }),
    operation(instanceUpdate, ({ params: { instanceId }, body, signal, audit }) => {
      audit.target(`instance ${instanceId}`)
      audit.details(body)
      return instances.update(instanceId, body, signal)
    }),
    operation(instanceDelete, async ({ params: { instanceId }, query: { ifUnreachable }, signal, audit }) => {
      audit.target(`instance ${instanceId}`)
      if (ifUnreachable === 'forget') audit.details({ ifUnreachable })
      await instances.remove(instanceId, ifUnreachable, signal)
    }),
  ]
}
