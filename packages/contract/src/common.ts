/** Pieces that several capabilities share. */
import { type Problem, sentenceOf } from '@gantry/rules'
import { z } from 'zod'

/**
 * A check from the rules, as a zod refinement that keeps the problem's code and parameters.
 * @param shown what of the rule JSON Schema can say, for OpenAPI; nothing is checked by it
 */
export function ruled<T>(
  schema: z.ZodType<T>,
  rule: (value: T) => Problem | undefined,
  shown: Readonly<Record<string, unknown>> = {},
): z.ZodType<T> {
  const refined = schema.superRefine((value, context) => {
    const found = rule(value)
    if (found) {
      context.addIssue({ code: 'custom', message: sentenceOf(found), params: { problem: found } })
    }
  })
  return refined.meta({ ...shown })
}

/** Of a name in JSON Schema. */
export const named = ({ min, max }: { readonly min: number; readonly max: number }, pattern: string) => ({
  minLength: min,
  maxLength: max,
  pattern,
})

/** ISO 8601, UTC, with milliseconds. */
export const timestamp = z.iso.datetime({ precision: 3 })

/** A 64-bit figure: a number while it is safe (up to 2^53), else a string of its digits. */
export const int64 = z.union([z.int(), z.string().regex(/^-?\d+$/)])
export type Int64 = z.infer<typeof int64>

export function toInt64(value: bigint): Int64 {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}

/** Part of the answer is missing: which brokers did not answer, and why. */
export const partial = z.object({
  reasons: z.array(
    z.object({ brokerName: z.string().optional(), brokerAddr: z.string(), message: z.string() }),
  ),
})
export type Partial = z.infer<typeof partial>

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    partial: partial.nullable(),
    /** When the figures were read from the brokers. */
    asOf: timestamp,
  })
}

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  cursor: z.string().max(512).optional(),
  /** Part of a name, whatever its case. */
  q: z.string().max(128).optional(),
  /** A column, with `-` before it for descending. */
  sort: z.string().max(64).optional(),
})

/** What each broker said to a change that goes to several: where it stands, and where it does not. */
export const brokerOutcome = z.object({
  brokerName: z.string(),
  brokerAddr: z.string(),
  ok: z.boolean(),
  message: z.string().optional(),
})
export type BrokerOutcome = z.infer<typeof brokerOutcome>

export const instanceParams = z.object({ instanceId: z.string().min(1).max(128) })
