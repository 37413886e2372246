/** Moves a group's offsets, or says what moving them would do. */
import type { BodyOf, offsetReset, ResetResult, ResetTarget } from '@gantry/contract'
import { toInt64 } from '@gantry/contract'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { toTimestamp } from '../platform/clock.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { keepReset, placesBefore, type ResetToKeep, sumsOf } from './kept-resets.ts'
import { mqadminCommand } from './mqadmin-command.ts'
import type { GroupParams, OffsetNeeds } from './offset-needs.ts'
import { findReset, findUndo } from './offset-store.ts'
import { applyReset, chooseWays, outcomeOf, previewReset, type ResetDone } from './reset-apply.ts'
import { planReset, type Restore } from './reset-plan.ts'
import { type ResetScope, readScope } from './reset-scope.ts'
import { presentRange, readStoredRange, type StoredRange } from './stored-range.ts'

/** @throws AppError NOT_FOUND, VALIDATION, FORBIDDEN, GROUP_BROADCASTING, UNSUPPORTED_BY_CLUSTER */
export async function resetOffsets(
  needs: OffsetNeeds,
  caller: Caller,
  params: GroupParams,
  { topic, to, dryRun }: BodyOf<typeof offsetReset>,
  signal: AbortSignal,
): Promise<ResetResult> {
  const scope = await readScope(needs, caller, params, topic, signal)
  return carryOut(needs, caller, params, { scope, topic, to, undoOf: null, dryRun }, signal)
}

/** @throws AppError as resetOffsets; CONFLICT when it was taken back already */
export async function undoReset(
  needs: OffsetNeeds,
  caller: Caller,
  params: GroupParams & { readonly resetId: string },
  dryRun: boolean,
  signal: AbortSignal,
): Promise<ResetResult> {
  const { instanceId, group, resetId } = params
  const handle = await needs.instances.instanceFor(instanceId, caller)
  await needs.groups.lookAt(handle, params, signal)
  const row = await findReset(needs.db, { reset_id: resetId, instance_id: instanceId, group })
  if (!row) throw new AppError('NOT_FOUND', `There is no reset ${resetId} of ${group}.`)
  if (await findUndo(needs.db, resetId)) throw undoneAlready(resetId)
  const scope = await readScope(needs, caller, params, row.topic, signal)
  const to = { restore: placesBefore(row) }
  return carryOut(needs, caller, params, { scope, topic: row.topic, to, undoOf: resetId, dryRun }, signal)
}

interface Order {
  readonly scope: ResetScope
  readonly topic: string
  readonly to: ResetTarget | Restore
  readonly undoOf: string | null
  readonly dryRun: boolean
}

async function carryOut(
  needs: OffsetNeeds,
  caller: Caller,
  params: GroupParams,
  { scope, topic, to, undoOf, dryRun }: Order,
  signal: AbortSignal,
): Promise<ResetResult> {
  if (!dryRun) requireWritable(scope.handle)
  const range = await readStoredRange(scope.handle, scope.wireGroup, scope.wireTopic, signal)
  const planned = await planReset(scope, to, range, signal)
  const target = isRestore(to) ? undefined : to
  const isExact = target === undefined || (typeof target === 'object' && 'queue' in target)
  const plans = await chooseWays(scope, planned, isExact, signal)
  const done = withFailed(
    dryRun ? previewReset(plans) : await applyReset(scope, plans, target, signal),
    isExact && target !== undefined ? { ...scope, failed: [] } : scope,
  )
  const reset: ResetToKeep = { ...done, topic, to: target ?? null, undoOf }
  const resetId = dryRun ? null : await keepOnce(needs, caller, params, reset)
  if (!dryRun) needs.events.publish({ type: 'offsetsReset', data: { ...params } })
  return present(needs, scope, range, reset, resetId)
}

/** Two undo one reset at the same time: both set the same offsets, and one of them is kept. */
async function keepOnce(
  needs: OffsetNeeds,
  caller: Caller,
  params: GroupParams,
  reset: ResetToKeep,
): Promise<string> {
  try {
    return await keepReset(needs, caller, params, reset)
  } catch (error) {
    if (reset.undoOf !== null && isUniqueViolation(error)) throw undoneAlready(reset.undoOf)
    throw error
  }
}

function undoneAlready(resetId: string): AppError {
  return new AppError('CONFLICT', `The reset ${resetId} was undone already.`)
}

/** Brokers that did not even say where the group stands. */
function withFailed({ queues, outcomes }: ResetDone, { failed }: ResetScope): ResetDone {
  const known = new Set(outcomes.map(({ brokerAddr }) => brokerAddr))
  const missing = new Map(failed.filter(({ place }) => !known.has(place)).map(each => [each.place, each]))
  return {
    queues: queues.toSorted((a, b) => a.brokerName.localeCompare(b.brokerName) || a.queueId - b.queueId),
    outcomes: [
      ...outcomes,
      ...[...missing.values()].map(({ item, error }) => outcomeOf(item, null, error)),
    ].toSorted((a, b) => a.brokerName.localeCompare(b.brokerName)),
  }
}

function present(
  { clock }: OffsetNeeds,
  scope: ResetScope,
  range: StoredRange,
  { topic, to, queues, outcomes, undoOf }: ResetToKeep,
  resetId: string | null,
): ResetResult {
  const { handle, wireGroup, wireTopic, isOnline, inRetry } = scope
  return {
    resetId,
    topic,
    to,
    queues: [...queues],
    ...sumsOf(queues),
    outcomes: [...outcomes],
    undoOf,
    ...presentRange(range),
    isOnline,
    inRetry: inRetry === null ? null : toInt64(inRetry),
    command: commandOf(scope, { namesrvAddr: handle.cluster.namesrv_addr, wireGroup, wireTopic }, to, queues),
    asOf: toTimestamp(clock.nowMs()),
  }
}

/** An undo has no command of its own: each queue is one. */
function commandOf(
  { queues: known }: ResetScope,
  named: { readonly namesrvAddr: string; readonly wireGroup: string; readonly wireTopic: string },
  to: ResetTarget | null,
  queues: ResetDone['queues'],
): string {
  const addrOf = (brokerName: string): string | undefined =>
    known.find(({ node }) => node.brokerName === brokerName)?.node.addr
  if (to !== null) {
    const brokerName = typeof to === 'object' && 'queue' in to ? to.queue.brokerName : undefined
    return mqadminCommand({ ...named, brokerAddr: brokerName && addrOf(brokerName) }, to)
  }
  return queues
    .map(({ brokerName, queueId, after }) =>
      mqadminCommand(
        { ...named, brokerAddr: addrOf(brokerName) },
        { queue: { brokerName, queueId }, offset: after },
      ),
    )
    .join('\n')
}

function isRestore(to: ResetTarget | Restore): to is Restore {
  return typeof to === 'object' && 'restore' in to
}
