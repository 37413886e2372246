import type { Instance, instanceView, ResponseOf } from '@gantry/contract'
import { hostAndPort, namesrvAddrs } from '@gantry/rules'
import { toTimestamp } from '../platform/clock.ts'
import type { InstanceUsage } from './instance-usage.ts'
import type { OwnHandle } from './own-handle.ts'

/** What somebody decided; the rest of an instance is as it is now. */
export type DecidedInstance = Omit<Instance, 'state' | 'topicsUsed' | 'groups' | 'inTps' | 'outTps'>

export function presentInstance(handle: OwnHandle, usage: InstanceUsage): Instance {
  const isKnown = usage.state !== 'UNREACHABLE'
  return {
    ...decidedOf(handle),
    state: usage.state,
    topicsUsed: isKnown ? usage.topics.names.size : null,
    groups: isKnown ? usage.groups.names.size : null,
    inTps: usage.inTps,
    outTps: usage.outTps,
  }
}

export function decidedOf({ instance, cluster, isWhole }: OwnHandle): DecidedInstance {
  return {
    instanceId: instance.instance_id,
    accountId: instance.account_id,
    name: instance.name,
    description: isWhole ? instance.description : '',
    clusterId: cluster.cluster_id,
    clusterName: cluster.name,
    hasNamespace: instance.has_namespace === 1,
    isDefault: instance.has_namespace === 0,
    isGranted: !isWhole,
    specification: isWhole
      ? {
          maxTopics: instance.max_topics,
          inboundTps: instance.inbound_tps,
          outboundTps: instance.outbound_tps,
        }
      : null,
    version: instance.version,
    createdAt: toTimestamp(instance.created_at),
  }
}

type Endpoints = ResponseOf<typeof instanceView>['endpoints']

/**
 * RocketMQ clients take the namespace from a TCP endpoint whose first label is the instance's ID
 * (`NameServerAddressUtils#INST_ENDPOINT_PATTERN`); whoever uses the plain address sets the namespace beside it.
 * @param domain where the names of endpoints are served
 */
export function endpointsOf({ instance, cluster }: OwnHandle, domain: string | undefined): Endpoints {
  const { instance_id, has_namespace } = instance
  const plainAddress = cluster.namesrv_addr
  const namespace = has_namespace === 1 ? instance_id : null
  const [first = ''] = namesrvAddrs(plainAddress)
  const port = hostAndPort(first)?.port
  const isNamed = namespace !== null && domain !== undefined && port !== undefined
  const address = isNamed ? `${namespace}.${domain}:${port}` : plainAddress
  return [{ protocol: 'TCP', address, plainAddress, namespace }]
}
