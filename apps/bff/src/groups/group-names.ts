/** Which consumer groups of a cluster are an instance's own. */
import { isDlqTopic, isPredefinedGroup, isRetryTopic } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { GroupParams } from './group-needs.ts'

type Names = Pick<InstanceHandle, 'wire' | 'groups'>

/** @returns undefined for a group of another instance, or of RocketMQ and its tools */
export function ownGroup(names: Names, wireGroup: string): string | undefined {
  const isOther = isPredefinedGroup(wireGroup) || isRetryTopic(wireGroup) || isDlqTopic(wireGroup)
  return isOther ? undefined : names.groups.unwire(wireGroup)
}

/** @returns the name on the brokers; undefined when it would be a group that is not the instance's own */
export function wireGroupOf(names: Names, group: string): string | undefined {
  const wireGroup = names.wire(group)
  return ownGroup(names, wireGroup) === group ? wireGroup : undefined
}

/** @throws AppError NOT_FOUND */
export function requireWireGroup(names: Names, params: GroupParams): string {
  return wireGroupOf(names, params.group) ?? noSuchGroup(params)
}

export function noSuchGroup({ instanceId, group }: GroupParams): never {
  throw new AppError('NOT_FOUND', `There is no group ${group} in ${instanceId}.`)
}
