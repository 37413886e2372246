/** Notes groups that others make on the brokers, such as those of the sandbox: they are managed from the beginning. */
import type { GroupNeeds } from './group-needs.ts'
import { findGroup, insertGroup } from './group-store.ts'
import type { GroupTable } from './group-table.ts'

export interface GroupToNote {
  readonly group: string
  readonly description: string
}

export async function ensureNoted(
  { db, clock }: Pick<GroupNeeds, 'db' | 'clock'>,
  instanceId: string,
  groups: readonly GroupToNote[],
): Promise<void> {
  for (const { group, description } of groups) {
    const row: GroupTable = {
      instance_id: instanceId,
      group,
      protocol: 'TCP',
      description,
      state: 'READY',
      version: 0,
      made_by: null,
      made_by_account: null,
      created_at: clock.nowMs(),
    }
    if ((await findGroup(db, row)) === undefined) await insertGroup(db, row)
  }
}
