/** What is wrong with a group: a list of checks, each with its verdict, what it was told from, and the next step. */
import { DIAGNOSIS_CODES } from '@gantry/rules'
import { z } from 'zod'
import { int64, partial, timestamp } from './common.ts'
import { consumerClient } from './consumer-clients.ts'
import { consumerThread } from './consumer-stacks.ts'
import { consumerGroupParams, queueProgress, subscriptionDifference } from './consumers.ts'
import { endpoint } from './endpoint.ts'

/** In the order in which what was found is told: what explains the rest comes first. */
export const DIAGNOSIS_RULES = [
  'BROKERS',
  'MISSING',
  'PERMISSION',
  'ONLINE',
  'BROADCASTING',
  'SUBSCRIPTIONS',
  'UNEXPECTED_CONNECTION',
  'THREADS',
  'STUCK_QUEUE',
  'CLIENT_CACHE',
  'ACCUMULATION',
  'CONSUMED_ELSEWHERE',
  'DEAD_LETTERS',
] as const
export type DiagnosisRule = (typeof DIAGNOSIS_RULES)[number]

export const DIAGNOSIS_VERDICTS = ['found', 'unknown', 'fine'] as const

/** Each is settled on one page; `clientId` and `topic` say which. */
export const DIAGNOSIS_STEPS = [
  'CHECK_CLUSTER',
  'REPAIR_GROUP',
  'REPAIR_TOPIC',
  'OPEN_TOPIC',
  'START_CLIENT',
  'ALIGN_SUBSCRIPTIONS',
  'CHECK_CLIENT',
  'CHECK_STACK',
  'CHECK_QUEUES',
  'ADD_CLIENTS',
  'RESET_OFFSETS',
  'CHECK_DEAD_LETTERS',
  'ASK_OPERATOR',
] as const
export type DiagnosisStep = (typeof DIAGNOSIS_STEPS)[number]

const brokerAt = z.object({ brokerName: z.string(), brokerAddr: z.string(), message: z.string() })

const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('brokers'), brokers: z.array(brokerAt) }),
  z.object({ kind: z.literal('clients'), clients: z.array(consumerClient) }),
  /** Those with the longest delay first; `others` are not listed. */
  z.object({ kind: z.literal('queues'), queues: z.array(queueProgress), others: z.int() }),
  z.object({ kind: z.literal('subscriptions'), differences: z.array(subscriptionDifference) }),
  z.object({ kind: z.literal('threads'), clientId: z.string(), threads: z.array(consumerThread) }),
  z.object({
    kind: z.literal('caches'),
    caches: z.array(
      z.object({
        clientId: z.string(),
        topic: z.string(),
        brokerName: z.string(),
        queueId: z.int(),
        cachedMessages: z.int(),
        maxMessages: z.int().nullable(),
        cachedMib: z.int(),
        maxMib: z.int().nullable(),
      }),
    ),
  }),
  /** Messages a second over the last minute: sent to the topic, and given to the group. */
  z.object({
    kind: z.literal('rates'),
    rates: z.array(z.object({ topic: z.string(), inTps: z.number(), outTps: z.number() })),
  }),
  z.object({
    kind: z.literal('holders'),
    holders: z.array(
      z.object({
        clientId: z.string(),
        clientAddr: z.string(),
        topic: z.string(),
        brokerName: z.string(),
        queueIds: z.array(z.int()),
      }),
    ),
  }),
  z.object({ kind: z.literal('deadLetters'), count: int64, newestAt: timestamp.nullable() }),
])
export type DiagnosisEvidence = z.infer<typeof evidence>

const finding = z.object({
  rule: z.enum(DIAGNOSIS_RULES),
  verdict: z.enum(DIAGNOSIS_VERDICTS),
  /** Names the sentence. */
  code: z.enum(DIAGNOSIS_CODES),
  /** One sentence in English, complete without the rest. */
  sentence: z.string(),
  /** The figures and names of the sentence, for another language. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  evidence: z.array(evidence),
  /** Of what was found, the first one first. */
  nextSteps: z.array(
    z.object({
      code: z.enum(DIAGNOSIS_STEPS),
      clientId: z.string().nullable(),
      topic: z.string().nullable(),
    }),
  ),
})
export type DiagnosisFinding = z.infer<typeof finding>

export const diagnosisView = endpoint({
  id: 'diagnosisView',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/diagnosis',
  summary: 'Runs the list of checks against the live group: what is wrong, why, and what to do next.',
  access: 'signedIn',
  params: consumerGroupParams,
  response: z.object({
    /** What was found first, then what could not be checked, then what is fine. */
    findings: z.array(finding),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
export type Diagnosis = z.infer<typeof diagnosisView.response>
