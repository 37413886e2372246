/** An instance as it is for somebody who sees parts of it: other names are as if they were not there. */
import { authorisationTypeOf, type Sight, seesWhole } from '@gantry/contract'
import { groupOf } from '@gantry/remoting'
import type { Reach, SeenNames } from '../platform/brokers/instance-handle.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { OwnHandle } from './own-handle.ts'

/** For a caller who sees anything of it. */
export function seenBy(handle: OwnHandle, caller: Caller, sight: Sight, reach: Reach = 'names'): OwnHandle {
  const { instance_id } = handle.instance
  return seesWhole(caller, instance_id) ? handle : partOf(handle, sight, reach)
}

function partOf(whole: OwnHandle, sight: Sight, reach: Reach): OwnHandle {
  const { instance_id } = whole.instance
  const groups = sight.groups.filter(({ instanceId }) => instanceId === instance_id)
  const made = new Set(groups.filter(({ isMade }) => isMade).map(({ group }) => group))
  const topics = sight.topics.filter(
    ({ instanceId, subscribe }) => instanceId === instance_id && (reach === 'names' || subscribe),
  )
  const seenGroups = namesAmong(
    whole.groups,
    groups.map(({ group }) => group),
  )
  const seenTopics = namesAmong(
    whole.topics,
    topics.map(({ topic }) => topic),
  )
  return {
    instance: whole.instance,
    cluster: whole.cluster,
    get admin() {
      return whole.admin
    },
    wire: whole.wire,
    topics: {
      ...seenTopics,
      show(wireName) {
        const group = groupOf(wireName)
        // Retries and dead letters of a group that the caller sees keep their name.
        const isOfSeen = group !== undefined && seenGroups.unwire(group) !== undefined
        return isOfSeen ? wireName : seenTopics.unwire(wireName)
      },
    },
    groups: seenGroups,
    changes: group => made.has(group),
    granted(topic) {
      const grant = sight.topics.find(seen => seen.instanceId === instance_id && seen.topic === topic)
      return grant ? authorisationTypeOf(grant) : null
    },
    isWhole: false,
    whole,
  }
}

function namesAmong(all: SeenNames, names: readonly string[]): SeenNames {
  const seen = new Set(names)
  const unwire = (wireName: string): string | undefined => {
    const name = all.unwire(wireName)
    return name !== undefined && seen.has(name) ? name : undefined
  }
  return { unwire, show: unwire, sees: name => seen.has(name) }
}
