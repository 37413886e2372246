import {
  type Group,
  groupCreate,
  groupDelete,
  groupList,
  groupRepair,
  groupSampleCode,
  groupSubscriptions,
  groupUpdate,
  groupView,
} from '@gantry/contract'
import { failuresOf } from '../platform/brokers/outcomes.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { createGroup } from './group-create.ts'
import { removeGroup } from './group-delete.ts'
import { listGroups } from './group-list.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { repairGroup } from './group-repair.ts'
import { viewSamples } from './group-samples.ts'
import { updateGroup } from './group-update.ts'
import { listSubscriptions, viewGroup } from './group-view.ts'

export function groupOperations(needs: GroupNeeds): Operation[] {
  return [...reads(needs), ...changes(needs)]
}

function reads(needs: GroupNeeds): Operation[] {
  return [
    operation(groupList, ({ caller, params, query, signal }) =>
      listGroups(needs, caller, params, query, signal),
    ),
    operation(groupView, ({ caller, params, signal }) => viewGroup(needs, caller, params, signal)),
    operation(groupSubscriptions, ({ caller, params, signal }) =>
      listSubscriptions(needs, caller, params, signal),
    ),
    operation(groupSampleCode, ({ caller, params, query, signal }) =>
      viewSamples(needs, caller, params, query.topic, signal),
    ),
  ]
}

function changes(needs: GroupNeeds): Operation[] {
  return [
    operation(groupCreate, async ({ caller, params, body, signal, audit }) => {
      audit.target(targetOf({ ...params, group: body.group }))
      audit.asked(body)
      const created = await createGroup(needs, caller, params, body, signal)
      audit.change(null, recordedGroup(created.group))
      audit.details({ failures: failuresOf(created.outcomes) })
      return created
    }),
    operation(groupUpdate, async ({ caller, params, body, signal, audit }) => {
      audit.target(targetOf(params))
      audit.asked(body)
      const { before, group } = await updateGroup(needs, caller, params, body, signal)
      const { description, version } = group
      audit.change({ description: before, version: version - 1 }, { description, version })
      return group
    }),
    operation(groupRepair, async ({ caller, params, body: { action }, signal, audit }) => {
      audit.target(targetOf(params))
      audit.details({ action })
      const { before, repaired } = await repairGroup(needs, caller, params, action, signal)
      audit.change(recordedGroup(before), repaired.group && recordedGroup(repaired.group))
      audit.details({ failures: failuresOf(repaired.outcomes) })
      return repaired
    }),
    operation(groupDelete, async ({ caller, params, query: { confirm }, signal, audit }) => {
      audit.target(targetOf(params))
      const { group, grantees } = await removeGroup(needs, caller, params, confirm, signal)
      audit.change(recordedGroup(group), null)
      audit.details({ grantsWithoutIt: grantees })
    }),
  ]
}

function targetOf({ instanceId, group }: GroupParams): string {
  return `group ${instanceId}/${group}`
}

function recordedGroup({ protocol, description, state }: Group) {
  return { protocol, description, state }
}
