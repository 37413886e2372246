/** Texts that a name server keeps by namespace and key. Imitates `namesrv/kvconfig/KVConfigManager`. */

/** Where the fixed queues of ordered topics stand. */
export const ORDER_TOPIC_NAMESPACE = 'ORDER_TOPIC_CONFIG'

export class KvConfig {
  private readonly namespaces = new Map<string, Map<string, string>>()

  get(namespace: string, key: string): string | undefined {
    return this.namespaces.get(namespace)?.get(key)
  }

  put(namespace: string, key: string, value: string): void {
    const table = this.namespaces.get(namespace)
    if (table === undefined) this.namespaces.set(namespace, new Map([[key, value]]))
    else table.set(key, value)
  }

  /** The namespace stays, even when nothing is left in it. */
  delete(namespace: string, key: string): void {
    this.namespaces.get(namespace)?.delete(key)
  }

  /** Undefined when nobody ever wrote to the namespace. */
  list(namespace: string): ReadonlyMap<string, string> | undefined {
    return this.namespaces.get(namespace)
  }
}
