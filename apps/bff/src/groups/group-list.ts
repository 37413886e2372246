/** The list of an instance's groups, with what the brokers say of them now. */
import type { Group, groupList, QueryOf, ResponseOf } from '@gantry/contract'
import type { BrokerNode, FanOutFailure } from '@gantry/remoting'
import { figuresOf } from '../platform/brokers/group-figures.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { pageOf, type Sorting, type SortValue, sortOf } from '../platform/http/page-of.ts'
import { type GroupHoldings, readInventory } from './group-inventory.ts'
import type { GroupNeeds } from './group-needs.ts'
import { presentGroup, withFigures } from './group-present.ts'

type Column = (group: Group) => SortValue

const NOTED: Readonly<Record<string, Column>> = {
  group: ({ group }) => group,
  state: ({ state }) => state,
  protocol: ({ protocol }) => protocol,
  description: ({ description }) => description,
  createdAt: ({ createdAt }) => createdAt,
}
const LIVE: Readonly<Record<string, Column>> = {
  isOnline: ({ isOnline }) => isOnline,
  clients: ({ clients }) => clients,
  messageModel: ({ messageModel }) => messageModel,
  accumulated: ({ accumulated }) => (accumulated === null ? null : BigInt(accumulated)),
  consumeTps: ({ consumeTps }) => consumeTps,
  lastConsumedAt: ({ lastConsumedAt }) => lastConsumedAt,
}
const SORTING: Sorting<Group> = { key: ({ group }) => group, columns: { ...NOTED, ...LIVE } }

/** Figures are asked for the groups of the page alone, but for all when the list is sorted by one of them. */
export async function listGroups(
  { db, clock, instances }: GroupNeeds,
  caller: Caller,
  { instanceId }: { readonly instanceId: string },
  query: QueryOf<typeof groupList>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof groupList>> {
  const handle = await instances.instanceFor(instanceId, caller)
  const asOf = toTimestamp(clock.nowMs())
  const { holdings, rows, names } = await readInventory(db, handle, signal)
  const wanted = query.q?.toLowerCase()
  const groups = [...names]
    .filter(group => wanted === undefined || group.toLowerCase().includes(wanted))
    .map(group => presentGroup(handle, group, rows.get(group), holdings))
    .filter(({ protocol }) => query.protocol === undefined || protocol === query.protocol)
  const { column } = sortOf(query.sort)
  const isByFigure = column !== undefined && Object.hasOwn(LIVE, column)
  const all = isByFigure ? await askFigures(handle, groups, holdings, signal) : { groups, failed: [] }
  const page = pageOf(all.groups, query, SORTING)
  const shown = isByFigure
    ? { ...all, groups: page.rows }
    : await askFigures(handle, page.rows, holdings, signal)
  return {
    items: shown.groups,
    nextCursor: page.nextCursor,
    partial: partialOf([...holdings.failed, ...shown.failed]),
    asOf,
  }
}

/** Groups that no broker has are left as they are: there is nobody to ask. */
async function askFigures(
  { admin }: InstanceHandle,
  groups: readonly Group[],
  { byName }: GroupHoldings,
  signal: AbortSignal,
): Promise<{ groups: Group[]; failed: ReadonlyArray<FanOutFailure<BrokerNode>> }> {
  const held = groups.filter(({ wireGroup }) => byName.has(wireGroup)).map(({ wireGroup }) => wireGroup)
  const states = await admin.consumption.liveStates(held, { signal })
  const figures = new Map(states.map(state => [state.group, figuresOf(state)]))
  return {
    groups: groups.map(group => withFigures(group, figures.get(group.wireGroup))),
    failed: states.flatMap(({ failed }) => failed),
  }
}
