/** What an operator looks at first: what is out of order, and what has changed. */
import { z } from 'zod'
import { brokerInList } from './brokers.ts'
import { partial, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

export const OVERVIEW_SPANS = ['hour', 'day'] as const
export type OverviewSpan = (typeof OVERVIEW_SPANS)[number]

const instance = { instanceId: z.string(), instanceName: z.string() }

/** Out of what was collected each minute. */
function collected<T extends z.ZodObject>(item: T) {
  return z.object({
    /** The worst come first. */
    items: z.array(item),
    /** How many there are beside those. */
    more: z.int(),
    /** End of the last minute that is known; null where nothing was collected. */
    asOf: timestamp.nullable(),
    /** How many minutes were looked at. */
    minutes: z.int(),
  })
}

/** What has changed over the span that was asked for. */
function changed<T extends z.ZodObject>(item: T) {
  return collected(item).extend({
    since: timestamp,
    /** How many of the minutes from then to `asOf` are not known of any group. */
    missingMinutes: z.int(),
  })
}

export const overviewView = endpoint({
  id: 'overviewView',
  method: 'GET',
  path: '/overview',
  summary: 'Brokers as they are now, and what of the instances that the caller may see is out of order.',
  access: 'signedIn',
  query: z.object({
    /** How far back changes are looked for: an hour, or from the full hour of the same time yesterday. */
    span: z.enum(OVERVIEW_SPANS).default('hour'),
  }),
  response: z.object({
    clusters: z.array(
      z.object({
        clusterId: z.string(),
        name: z.string(),
        readOnly: z.boolean(),
        brokers: z.array(brokerInList),
        partial: partial.nullable(),
        asOf: timestamp,
      }),
    ),
    overSpecification: collected(
      z.object({
        ...instance,
        direction: z.enum(['inbound', 'outbound']),
        /** Messages each second, over the last minute. */
        tps: z.number(),
        limitTps: z.int(),
      }),
    ),
    growingLag: collected(
      z.object({
        ...instance,
        group: z.string(),
        topic: z.string(),
        lag: z.int(),
        grownBy: z.int(),
        delaySeconds: z.number().nullable(),
      }),
    ),
    newDeadLetters: changed(z.object({ ...instance, group: z.string(), deadLetters: z.int() })),
    movedClients: changed(
      z.object({ ...instance, group: z.string(), came: z.int(), went: z.int(), clients: z.int() }),
    ),
  }),
})
