/** An instance that a cluster is to have. Names are unique within an account: where another cluster has it, a longer name is taken. */
import type { BodyOf, instanceCreate } from '@gantry/contract'
import { isForeignKeyViolation } from '../platform/database/database-error.ts'
import { insertNew } from './instance-changes.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { deleteInstance, findInstanceNamed, selectInstancesOn } from './instance-store.ts'

/** @throws AppError CONFLICT when the longer name is taken, too */
export async function ensureNamedInstance(
  needs: InstanceNeeds,
  wanted: BodyOf<typeof instanceCreate>,
): Promise<string> {
  const names = namesFor(wanted)
  const accountId = needs.accounts.firstId
  const namesakes = await Promise.all(names.map(name => findInstanceNamed(needs.db, accountId, name)))
  const own = namesakes.find(found => found?.cluster_id === wanted.clusterId)
  if (own) return own.instance_id
  const name = namesakes[0] === undefined ? wanted.name : (names[1] ?? wanted.name)
  return (await insertNew(needs, accountId, { ...wanted, name })).instance_id
}

/**
 * Takes back such an instance and the default one, where the cluster has no other. No broker is asked.
 * @param empty forgets what is noted in the named one
 * @returns false where something is left
 */
export async function forgetNamedInstance(
  { db }: Pick<InstanceNeeds, 'db'>,
  wanted: Pick<BodyOf<typeof instanceCreate>, 'name' | 'clusterId'>,
  empty: (instanceId: string) => Promise<void>,
): Promise<boolean> {
  const rows = await selectInstancesOn(db, wanted.clusterId)
  const named = rows.filter(row => row.has_namespace === 1)
  if (named.some(({ name }) => !namesFor(wanted).includes(name))) return false
  for (const { instance_id } of named) await empty(instance_id)
  try {
    for (const { instance_id } of rows) await deleteInstance(db, instance_id)
    return true
  } catch (error) {
    if (isForeignKeyViolation(error)) return false
    throw error
  }
}

function namesFor({
  name,
  clusterId,
}: Pick<BodyOf<typeof instanceCreate>, 'name' | 'clusterId'>): readonly string[] {
  return [name, `${name}-${clusterId.slice(0, 8)}`]
}
