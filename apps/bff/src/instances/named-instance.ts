/** An instance that a cluster is to have. Names are unique over all clusters: where another one has it, a longer name is taken. */
import type { BodyOf, instanceCreate } from '@gantry/contract'
import { insertNew } from './instance-changes.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { findInstanceNamed } from './instance-store.ts'

/** @throws AppError CONFLICT when the longer name is taken, too */
export async function ensureNamedInstance(
  needs: InstanceNeeds,
  wanted: BodyOf<typeof instanceCreate>,
): Promise<string> {
  const names = [wanted.name, `${wanted.name}-${wanted.clusterId.slice(0, 8)}`]
  const namesakes = await Promise.all(names.map(name => findInstanceNamed(needs.db, name)))
  const own = namesakes.find(found => found?.cluster_id === wanted.clusterId)
  if (own) return own.instance_id
  const name = namesakes[0] === undefined ? wanted.name : (names[1] ?? wanted.name)
  return (await insertNew(needs, { ...wanted, name })).instance_id
}
