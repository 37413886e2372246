/** Every answer, in the order in which they are told; one that goes takes its line with it. See docs/lookups.md. */
import type { LookupAnswer } from '@gantry/contract'
import { cannotKnow } from './answers/cannot-know.ts'
import { consumed } from './answers/consumed.ts'
import { deadLetter } from './answers/dead-letter.ts'
import { elsewhere } from './answers/elsewhere.ts'
import { expired } from './answers/expired.ts'
import { failing } from './answers/failing.ts'
import { filtered } from './answers/filtered.ts'
import { groupOffline } from './answers/group-offline.ts'
import { groupUnknown } from './answers/group-unknown.ts'
import { neverSent } from './answers/never-sent.ts'
import { noGroups } from './answers/no-groups.ts'
import { scheduled } from './answers/scheduled.ts'
import { sent } from './answers/sent.ts'
import { subscriptionsDiffer } from './answers/subscriptions-differ.ts'
import { uncommitted } from './answers/uncommitted.ts'
import { waiting } from './answers/waiting.ts'
import type { AbsenceRule, AbsenceTrail, MessageRule, MessageTrail } from './trail.ts'

const OF_MESSAGES: readonly MessageRule[] = [
  sent,
  deadLetter,
  failing,
  waiting,
  groupOffline,
  filtered,
  consumed,
  subscriptionsDiffer,
  groupUnknown,
  noGroups,
]

const OF_ABSENCE: readonly AbsenceRule[] = [scheduled, uncommitted, elsewhere, expired, cannotKnow, neverSent]

export function answersOf(trail: MessageTrail): LookupAnswer[] {
  return OF_MESSAGES.flatMap(rule => rule(trail))
}

export function answersOfAbsence(trail: AbsenceTrail): LookupAnswer[] {
  return OF_ABSENCE.flatMap(rule => rule(trail))
}
