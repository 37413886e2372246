/**
 * Policies as requests carry them, and back. Imitates `broker/auth/converter/AclConverter` and what
 * `auth/authorization/manager/AuthorizationMetadataManagerImpl#validate` refuses.
 */
import type { AclInfo, PolicyEntryInfo } from '@gantry/remoting/requests'
import { parseResource, resourceKey } from '../state/acl-resource.ts'
import { ACTIONS, DECISIONS, POLICY_TYPES, type Policy, type PolicyEntry } from '../state/policies.ts'
import { Refused } from '../state/refused.ts'
import { wordOf } from '../state/word-of.ts'
import { isAddressOrRange } from './source-ips.ts'

/** @throws Refused NO_PERMISSION when a policy makes no sense */
export function readPolicies(infos: AclInfo['policies']): readonly Policy[] {
  const policies = infos
    .filter(({ entries }) => entries.length > 0)
    .map(({ policyType, entries }) => ({
      policyType: wordOf(POLICY_TYPES, policyType) ?? 'Custom',
      entries: entries.map(readEntry),
    }))
  if (policies.length === 0) throw makesNoSense('The policies is empty.')
  return policies
}

/** Resources and actions that do not exist are what brokers call null and empty. */
function readEntry(info: PolicyEntryInfo): PolicyEntry {
  const resource = parseResource(info.resource)
  if (resource === undefined) throw makesNoSense('The resource is null.')
  const actions = info.actions.flatMap(action => wordOf(ACTIONS, action) ?? [])
  if (actions.length === 0) throw makesNoSense('The actions is empty.')
  if (actions.includes('Any')) throw makesNoSense('The actions can not be Any.')
  const sourceIps = readSourceIps(info.sourceIps)
  const decision = wordOf(DECISIONS, info.decision)
  if (decision === undefined) throw makesNoSense('The decision is null or illegal.')
  return { resource, actions, sourceIps, decision }
}

function readSourceIps(sourceIps: readonly string[] = []): readonly string[] | undefined {
  for (const sourceIp of sourceIps) {
    if (sourceIp.trim() === '') throw makesNoSense('The source ip is empty.')
    if (!isAddressOrRange(sourceIp)) throw makesNoSense('The source ip is invalid.')
  }
  return sourceIps.length === 0 ? undefined : sourceIps
}

function makesNoSense(remark: string): Refused {
  return new Refused('NO_PERMISSION', remark)
}

export function aclInfoOf(subject: string, policies: readonly Policy[]): AclInfo {
  return {
    subject,
    policies: policies.map(({ policyType, entries }) => ({ policyType, entries: entries.map(entryInfoOf) })),
  }
}

function entryInfoOf({ resource, actions, sourceIps, decision }: PolicyEntry): PolicyEntryInfo {
  return {
    resource: resourceKey(resource),
    actions: [...actions],
    sourceIps: sourceIps && [...sourceIps],
    decision,
  }
}
