/**
 * Namespaces: instances that share a cluster, told apart by a prefix of topic and group names.
 *
 *     instance%name    %RETRY%instance%group    %DLQ%instance%group
 *
 * System topics and groups have none. Defined in `remoting/protocol/NamespaceUtil`.
 */
import {
  DLQ_TOPIC_PREFIX,
  isDlqTopic,
  isRetryTopic,
  RETRY_TOPIC_PREFIX,
  withoutRetryAndDlq,
} from './retry-topic.ts'
import { isSystemGroup, isSystemTopic } from './system-names.ts'

const SEPARATOR = '%'

/** Puts a topic or group into a namespace, unless it is in it already or is RocketMQ's own. */
export function wrapNamespace(namespace: string, resource: string): string {
  if (namespace === '' || resource === '' || isSystemResource(resource)) return resource
  if (isInNamespace(namespace, resource)) return resource
  return prefixOf(resource) + namespace + SEPARATOR + withoutRetryAndDlq(resource)
}

/**
 * Takes the namespace off a topic or group.
 * @param namespace the only one to take off; any if not given
 */
export function unwrapNamespace(resource: string, namespace?: string): string {
  if (namespace !== undefined && !isInNamespace(namespace, resource)) return resource
  const found = namespaceOf(resource)
  if (found === '') return resource
  return prefixOf(resource) + withoutRetryAndDlq(resource).slice(found.length + SEPARATOR.length)
}

/** The namespace that a topic or group is in; empty when in none. */
export function namespaceOf(resource: string): string {
  if (isSystemResource(resource)) return ''
  const name = withoutRetryAndDlq(resource)
  return name.slice(0, Math.max(name.indexOf(SEPARATOR), 0))
}

export function isInNamespace(namespace: string, resource: string): boolean {
  if (namespace === '' || isSystemResource(resource)) return false
  return withoutRetryAndDlq(resource).startsWith(namespace + SEPARATOR)
}

function isSystemResource(resource: string): boolean {
  return isSystemTopic(resource) || isSystemGroup(resource)
}

function prefixOf(resource: string): string {
  if (isRetryTopic(resource)) return RETRY_TOPIC_PREFIX
  return isDlqTopic(resource) ? DLQ_TOPIC_PREFIX : ''
}
