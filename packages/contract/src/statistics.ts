/** What went through an instance, minute by minute, as it was collected from the brokers. */
import { z } from 'zod'
import { instanceParams, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

export const STATISTICS_METRICS = ['total', 'tps'] as const
export const STATISTICS_INTERVALS = ['1m', '10m', '30m', '1h'] as const
export const STATISTICS_COMPARISONS = ['yesterday'] as const
export type StatisticsMetric = (typeof STATISTICS_METRICS)[number]
export type StatisticsInterval = (typeof STATISTICS_INTERVALS)[number]

const name = z.string().min(1).max(255).optional()

const range = {
  interval: z.enum(STATISTICS_INTERVALS).default('1m'),
  /** Default: sixty intervals before `to`. */
  from: timestamp.optional(),
  /** Default: now. */
  to: timestamp.optional(),
  format: z.enum(['json', 'csv']).default('json'),
}

const query = {
  /** Messages of an interval, or each second of it. */
  metric: z.enum(STATISTICS_METRICS).default('total'),
  /** Beside each value the one of the same interval a day before. */
  compare: z.enum(STATISTICS_COMPARISONS).optional(),
  ...range,
}

const statisticsPoint = z.object({
  /** Where the interval begins. */
  at: timestamp,
  /** Messages, or messages each second; null where a minute of the interval is not known. */
  value: z.number().nullable(),
  /** The value a day before; only where a comparison was asked for. */
  yesterday: z.number().nullable().optional(),
  /** The value in bytes, as brokers estimate it. */
  bytes: z.number().nullable(),
  /** Stored and not yet consumed at the end of the interval; null for production. */
  lag: z.int().nullable(),
  /** How long the oldest message of the lag has waited at the end of the interval, 0 for less than a minute; null for production. */
  delaySeconds: z.int().nullable(),
  /** How many minutes of the interval are not known. */
  missingMinutes: z.int(),
})
export type StatisticsPoint = z.infer<typeof statisticsPoint>

const groupStatisticsPoint = z.object({
  at: timestamp,
  /** Messages that came to the dead letters; null where a minute of the interval is not known, as below. */
  deadLetters: z.int().nullable(),
  /** Messages that are to come again, as often as they were sent back. */
  retries: z.int().nullable(),
  /** Clients that were connected at the end of the interval. */
  clients: z.int().nullable(),
  missingMinutes: z.int(),
})
export type GroupStatisticsPoint = z.infer<typeof groupStatisticsPoint>

const kept = {
  /** Nothing older is kept; null where nothing is collected. */
  keptSince: timestamp.nullable(),
  asOf: timestamp,
}

/** Points: one for each interval that has ended, in the order of time. */
const statistics = z.object({ points: z.array(statisticsPoint), ...kept })
export type Statistics = z.infer<typeof statistics>

const groupStatistics = z.object({ points: z.array(groupStatisticsPoint), ...kept })
export type GroupStatistics = z.infer<typeof groupStatistics>

export const statisticsProduction = endpoint({
  id: 'statisticsProduction',
  method: 'GET',
  path: '/instances/{instanceId}/statistics/production',
  summary:
    'Messages that an instance, or one topic of it, took in. What is not known is null, never a guess.',
  access: 'signedIn',
  params: instanceParams,
  query: z.object({ ...query, topic: name }),
  response: statistics,
  download: 'text/csv; charset=utf-8',
  errors: ['NOT_FOUND'],
})

export const statisticsConsumption = endpoint({
  id: 'statisticsConsumption',
  method: 'GET',
  path: '/instances/{instanceId}/statistics/consumption',
  summary:
    'Messages that the groups of an instance, or one group of one topic, were done with. What is not known is null.',
  access: 'signedIn',
  params: instanceParams,
  query: z
    .object({ ...query, topic: name, group: name })
    .refine(({ topic, group }) => (topic === undefined) === (group === undefined), {
      path: ['group'],
      message: 'A group and its topic belong together: give both or neither.',
    }),
  response: statistics,
  download: 'text/csv; charset=utf-8',
  errors: ['NOT_FOUND'],
})

export const statisticsGroup = endpoint({
  id: 'statisticsGroup',
  method: 'GET',
  path: '/instances/{instanceId}/statistics/groups',
  summary:
    'Dead letters, retries and connected clients of one group, or of all of an instance. What is not known is null.',
  access: 'signedIn',
  params: instanceParams,
  query: z.object({ ...range, group: name }),
  response: groupStatistics,
  download: 'text/csv; charset=utf-8',
  errors: ['NOT_FOUND'],
})

export const statisticsRecent = endpoint({
  id: 'statisticsRecent',
  method: 'GET',
  path: '/statistics/recent',
  summary:
    'The last hour, minute by minute, of several instances, topics or groups at once: for small lines in lists.',
  access: 'signedIn',
  query: z
    .object({
      /** Messages that came to instances and topics; the lag of groups. */
      of: z.enum(['instances', 'topics', 'groups']),
      /** Whose topics or groups. */
      instanceId: z.string().min(1).max(128).optional(),
      /** IDs of instances, or names, with commas between them. */
      names: z.string().min(1).max(8_000),
    })
    .refine(({ of, instanceId }) => (of === 'instances') === (instanceId === undefined), {
      path: ['instanceId'],
      message: 'Topics and groups belong to an instance: give its ID.',
    }),
  response: z.object({
    /** Without those that have no figures. */
    items: z.array(
      z.object({
        name: z.string(),
        /** One for each minute; null: not known. */
        values: z.array(z.number().nullable()),
      }),
    ),
    /** The first minute. */
    from: timestamp,
  }),
})
