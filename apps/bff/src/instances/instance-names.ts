/** Which names on the brokers are an instance's own, and how they are written there. */
import {
  isInNamespace,
  isPredefinedGroup,
  isSystemGroup,
  isSystemTopic,
  namespaceOf,
  unwrapNamespace,
  wrapNamespace,
} from '@gantry/remoting'

interface Named {
  readonly instance_id: string
  /** 0 or 1. */
  readonly has_namespace: number
}

export interface InstanceNames {
  /** The name on the brokers: with a namespace `<instanceId>%<name>`. */
  wire(name: string): string
  /** Undefined: it belongs to another instance or to RocketMQ itself. */
  unwire(wireName: string): string | undefined
}

export function instanceNames({ instance_id, has_namespace }: Named): InstanceNames {
  if (has_namespace === 0) {
    return {
      wire: name => name,
      unwire: wireName => (isRocketMqs(wireName) || namespaceOf(wireName) !== '' ? undefined : wireName),
    }
  }
  return {
    wire: name => wrapNamespace(instance_id, name),
    unwire: wireName =>
      isInNamespace(instance_id, wireName) ? unwrapNamespace(wireName, instance_id) : undefined,
  }
}

function isRocketMqs(wireName: string): boolean {
  return isSystemTopic(wireName) || isSystemGroup(wireName) || isPredefinedGroup(wireName)
}
