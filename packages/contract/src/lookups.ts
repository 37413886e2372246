/** "Where is my message?": one question, answered in words, each with what it was told from. */
import { LOOKUP_SENTENCES, type LookupSentence } from '@gantry/rules'
import { z } from 'zod'
import { instanceParams, partial, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { messageHead } from './message-head.ts'

export const LOOKUP_ANSWERS = [
  'NEVER_SENT',
  'SENT',
  'WAITING',
  'FILTERED',
  'CONSUMED',
  'FAILING',
  'DEAD_LETTER',
  'SCHEDULED',
  'UNCOMMITTED',
  'EXPIRED',
  'GROUP_OFFLINE',
  'SUBSCRIPTIONS_DIFFER',
  'ELSEWHERE',
  'CANNOT_KNOW',
] as const
export type LookupAnswerCode = (typeof LOOKUP_ANSWERS)[number]

/** Where the evidence of an answer is shown. */
export const LOOKUP_EVIDENCE = ['message', 'group', 'topic', 'deadLetter', 'trace'] as const

export const lookupAnswer = z.object({
  code: z.enum(LOOKUP_ANSWERS),
  /** One sentence, complete without the rest. */
  sentence: z.string(),
  /** Which sentence it is, and its figures and names: for another language. */
  sentenceName: z.enum(Object.keys(LOOKUP_SENTENCES) as LookupSentence[]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The group that it is about. */
  group: z.string().nullable(),
  evidence: z.array(z.enum(LOOKUP_EVIDENCE)),
})
export type LookupAnswer = z.infer<typeof lookupAnswer>

export const lookupView = endpoint({
  id: 'lookupView',
  method: 'GET',
  path: '/instances/{instanceId}/lookups',
  summary: 'Where is this message? Takes a message ID of either form, a key, or a line of a trace.',
  access: 'signedIn',
  params: instanceParams,
  query: z.object({ q: z.string().trim().min(1).max(4_096) }),
  response: z.object({
    /** What the question was taken for. */
    kind: z.enum(['messageId', 'key', 'trace']),
    /** The ID or key that was looked for. */
    asked: z.string(),
    /** One for each message that was found: of a key the newest. With none found, `answers` says why. */
    found: z.array(z.object({ topic: z.string(), message: messageHead, answers: z.array(lookupAnswer) })),
    answers: z.array(lookupAnswer),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
