/** Deletes an instance that is empty. Nothing changes on the brokers. */
import type { Blocker } from '@gantry/contract'
import { isForeignKeyViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import { noSuchInstance } from '../platform/http/no-such-instance.ts'
import { openInstance } from './instance-door.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { type DecidedInstance, decidedOf } from './instance-present.ts'
import { deleteInstance } from './instance-store.ts'
import type { OwnHandle } from './own-handle.ts'

/**
 * A topic or group in a namespace would belong to nobody afterwards, so each is in the way. What lives on the cluster
 * without a namespace was there before its default instance and stays: of that only what the console knows of is in
 * the way.
 * @returns what it was
 * @throws AppError NOT_FOUND; IN_USE with what is left; BROKER_UNAVAILABLE when nobody can say what is left
 */
export async function removeInstance(
  needs: InstanceNeeds,
  instanceId: string,
  ifUnreachable: 'refuse' | 'forget',
  signal: AbortSignal,
): Promise<DecidedInstance> {
  const { db, events } = needs
  const handle = await openInstance(needs, instanceId)
  const left = await whatIsLeft(needs, handle, signal)
  if (left.blockers.length > 0) throw inUse(left.blockers)
  if (!left.isWhole && ifUnreachable === 'refuse') throw unknownContents(handle)
  try {
    if (!(await deleteInstance(db, instanceId))) throw noSuchInstance(instanceId)
  } catch (error) {
    // Something was made in it between the look and the deletion.
    if (isForeignKeyViolation(error)) throw inUse((await whatIsLeft(needs, handle, signal)).blockers, error)
    throw error
  }
  events.publish({ type: 'instanceDeleted', data: { instanceId } })
  return decidedOf(handle)
}

interface Left {
  readonly blockers: Blocker[]
  /** False: there may be more. */
  readonly isWhole: boolean
}

async function whatIsLeft(
  { topics, groups }: InstanceNeeds,
  handle: OwnHandle,
  signal: AbortSignal,
): Promise<Left> {
  const { instance_id: instanceId, has_namespace } = handle.instance
  const [topicNames, groupNames] = await Promise.all([
    topics.namesOf([handle], signal),
    groups.namesOf([handle], signal),
  ])
  const found = [
    { kind: 'topic', held: topicNames.get(instanceId) },
    { kind: 'group', held: groupNames.get(instanceId) },
  ]
  const blockers = found.flatMap(({ kind, held }) => {
    const names = has_namespace === 1 ? held?.names : held?.noted
    return [...(names ?? [])].toSorted().map(name => ({ kind, name, instanceId }))
  })
  const isWhole = has_namespace === 0 || found.every(({ held }) => held?.isWhole === true)
  return { blockers, isWhole }
}

function inUse(blockers: Blocker[], cause?: unknown): AppError {
  const count = (kind: string): string => {
    const { length } = blockers.filter(blocker => blocker.kind === kind)
    return `${length} ${kind}${length === 1 ? '' : 's'}`
  }
  const detail = `The instance still holds ${count('topic')} and ${count('group')}: delete them first.`
  return new AppError('IN_USE', detail, { blockers, cause })
}

function unknownContents({ cluster }: OwnHandle): AppError {
  return new AppError(
    'BROKER_UNAVAILABLE',
    `Brokers of ${cluster.name} do not answer, so nobody knows what is left in the instance: delete it when they do.`,
  )
}
