/** A group as the contract shows it. */
import { type Group, toInt64 } from '@gantry/contract'
import type { GroupFigures } from '../platform/brokers/group-figures.ts'
import type { Holdings } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { stateOf } from '../platform/brokers/resource-state.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { GroupTable } from './group-table.ts'

/** Figures are null until they are asked for. */
export function presentGroup(
  handle: Pick<InstanceHandle, 'wire' | 'changes'>,
  group: string,
  row: GroupTable | undefined,
  { byName, masters, failed }: Holdings<unknown>,
): Group {
  const wireGroup = handle.wire(group)
  const holders = byName.get(wireGroup)?.length ?? 0
  return {
    group,
    wireGroup,
    // Brokers do not know: what the console did not make is used over TCP, as every client of RocketMQ does.
    protocol: row?.protocol ?? 'TCP',
    description: row?.description ?? '',
    state: stateOf(row?.state, {
      holders,
      // A broker without the group refuses its consumers, so that it has to be on every one.
      missing: masters.length - holders,
      isUnsure: failed.length > 0,
    }),
    isOnline: null,
    clients: null,
    messageModel: null,
    accumulated: null,
    consumeTps: null,
    lastConsumedAt: null,
    version: row?.version ?? -1,
    createdAt: row ? toTimestamp(row.created_at) : null,
    madeByAccount: row?.made_by_account ?? null,
    isChangeable: handle.changes(group),
  }
}

export function withFigures(group: Group, figures: GroupFigures | undefined): Group {
  if (!figures) return group
  const { isOnline, clients, messageModel, accumulated, consumeTps, lastConsumedAtMs } = figures
  return {
    ...group,
    isOnline,
    clients,
    messageModel,
    accumulated: accumulated === null ? null : toInt64(accumulated),
    consumeTps,
    lastConsumedAt: lastConsumedAtMs === null ? null : toTimestamp(lastConsumedAtMs),
  }
}
