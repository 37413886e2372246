/** A specification may go up and down, but not below what is in use. */
import type { BodyOf, FieldProblem, instanceUpdate } from '@gantry/contract'
import { AppError } from '../platform/http/app-error.ts'
import type { InstanceTable } from './instance-table.ts'
import type { InstanceUsage } from './instance-usage.ts'

type Specification = NonNullable<BodyOf<typeof instanceUpdate>['specification']>

interface Part {
  readonly name: keyof Specification
  readonly before: number
  readonly wanted: number
  /** Null: not known. */
  readonly used: number | null
  /** False: there may be more in use. */
  readonly isWhole: boolean
  readonly what: string
}

/**
 * Numbers that do not go down are never refused, also where more is in use already.
 * @throws AppError LIMIT_EXCEEDED naming each number that is too low; BROKER_UNAVAILABLE when it is not known how much is in use
 */
export function requireRoom(before: InstanceTable, wanted: Specification, usage: InstanceUsage): void {
  const lowered = partsOf(before, wanted, usage).filter(part => part.wanted < part.before)
  const fields = lowered.flatMap(problemOf)
  if (fields.length > 0) {
    const detail = `${fields.map(({ message }) => message).join(' ')} Make room first, or choose more.`
    throw new AppError('LIMIT_EXCEEDED', detail, { fields })
  }
  const [unknown] = lowered.filter(({ isWhole }) => !isWhole)
  if (unknown === undefined) return
  throw new AppError(
    'BROKER_UNAVAILABLE',
    `Brokers do not answer, so nobody knows ${unknown.what}: lower the specification when they do.`,
  )
}

function partsOf(before: InstanceTable, wanted: Specification, usage: InstanceUsage): Part[] {
  const { topics, inTps, outTps } = usage
  return [
    {
      name: 'maxTopics',
      before: before.max_topics,
      wanted: wanted.maxTopics,
      used: topics.names.size,
      isWhole: topics.isWhole,
      what: 'how many topics there are',
    },
    {
      name: 'inboundTps',
      before: before.inbound_tps,
      wanted: wanted.inboundTps,
      used: inTps,
      isWhole: inTps !== null,
      what: 'how much is produced',
    },
    {
      name: 'outboundTps',
      before: before.outbound_tps,
      wanted: wanted.outboundTps,
      used: outTps,
      isWhole: outTps !== null,
      what: 'how much is consumed',
    },
  ]
}

function problemOf({ name, wanted, used }: Part): FieldProblem[] {
  if (used === null || used <= wanted) return []
  const inUse = Math.ceil(used)
  const message = SENTENCES[name](inUse)
  return [{ path: `specification.${name}`, code: 'invalid', message }]
}

const SENTENCES: Readonly<Record<keyof Specification, (inUse: number) => string>> = {
  maxTopics: inUse => `The instance holds ${inUse} ${inUse === 1 ? 'topic' : 'topics'} now.`,
  inboundTps: inUse => `The instance takes in ${inUse} messages a second now.`,
  outboundTps: inUse => `The instance gives out ${inUse} messages a second now.`,
}
