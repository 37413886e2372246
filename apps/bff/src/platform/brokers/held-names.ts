/** Which topics or groups instances have, on the brokers and in the console's memory together. */
import type { Holdings } from './holdings.ts'
import type { InstanceHandle } from './instance-handle.ts'

export interface HeldNames {
  /** Without the namespace. */
  readonly names: ReadonlySet<string>
  /** Of these the ones that the console knows of, whether or not brokers have them. */
  readonly noted: ReadonlySet<string>
  /** Of these the ones that brokers have. */
  readonly held: ReadonlySet<string>
  /** False: brokers did not answer, and there may be more. */
  readonly isWhole: boolean
}

interface Sides<C> {
  readonly kind: 'topics' | 'groups'
  /** One request to each broker of the cluster. */
  readonly holdings: (handle: InstanceHandle) => Promise<Holdings<C>>
  readonly held: (handle: InstanceHandle, holdings: Holdings<C>) => readonly string[]
  readonly noted: (instanceIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>
}

/** @returns an entry for each instance, by its ID; each cluster is asked once, and none for another's failure left out */
export async function heldNames<C>(
  handles: readonly InstanceHandle[],
  { kind, holdings, held, noted }: Sides<C>,
): Promise<Map<string, HeldNames>> {
  const byCluster = [...Map.groupBy(handles, ({ cluster }) => cluster.cluster_id).values()]
  const [rows, ...found] = await Promise.all([
    noted(handles.map(({ instance }) => instance.instance_id)),
    ...byCluster.map(async members => {
      const [first] = members
      return { members, known: await (first && holdings(first).catch(() => undefined)) }
    }),
  ])
  return new Map(
    found.flatMap(({ members, known }) =>
      members.map(handle => {
        const { instance_id } = handle.instance
        const noted = new Set(rows.get(instance_id)?.filter(handle[kind].sees))
        const there = new Set(known ? held(handle, known) : [])
        const names = new Set([...noted, ...there])
        return [instance_id, { names, noted, held: there, isWhole: known?.failed.length === 0 }] as const
      }),
    ),
  )
}
