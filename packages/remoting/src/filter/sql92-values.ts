/**
 * Values of an SQL92 condition and how they compare. Integers are `bigint`, decimals `number`, what is unknown `null`. A property
 * is always text, and is read as the kind that it is compared with.
 *
 * Defined in `filter/expression/ComparisonExpression`.
 */
import type { Properties } from '../message/properties.ts'

export type Value = string | bigint | number | boolean | null
export type Evaluate = (properties: Properties) => Value

/** Two values cannot be compared; the message does not match then, whatever else the condition says. */
class Incomparable extends Error {
  override readonly name = 'Incomparable'
}

/** True when the condition says so, false when it says no, does not know or cannot tell. */
export function isTrue(condition: Evaluate, properties: Properties): boolean {
  try {
    return condition(properties) === true
  } catch (error) {
    if (error instanceof Incomparable) return false
    throw error
  }
}

export type Ordering = '<' | '<=' | '>' | '>='

const HOLDS: Readonly<Record<Ordering, (order: number) => boolean>> = {
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
}

export function ordered(left: Evaluate, ordering: Ordering, right: Evaluate): Evaluate {
  return properties => {
    const [a, b] = [left(properties), right(properties)]
    if (a === null || b === null) return null
    if (typeof a === 'string' && typeof b === 'string') return HOLDS[ordering](order(double(a), double(b)))
    return HOLDS[ordering](compare(a, b))
  }
}

export function equal(left: Evaluate, right: Evaluate): Evaluate {
  return properties => {
    const [a, b] = [left(properties), right(properties)]
    if (a === null && b === null) return true
    if (a === null) return null
    return b === null ? false : compare(a, b) === 0
  }
}

export function not(operand: Evaluate): Evaluate {
  return properties => {
    const value = operand(properties)
    return value === null ? null : value !== true
  }
}

export function and(left: Evaluate, right: Evaluate): Evaluate {
  return properties => {
    const a = left(properties)
    if (a === false) return false
    const b = right(properties)
    if (b === false) return false
    return a === null || b === null ? null : true
  }
}

export function or(left: Evaluate, right: Evaluate): Evaluate {
  return properties => {
    const a = left(properties)
    if (a === true) return true
    const b = right(properties)
    if (b === true) return true
    return a === null || b === null ? null : false
  }
}

export function negated(operand: Evaluate): Evaluate {
  return properties => {
    const value = operand(properties)
    return typeof value === 'bigint' || typeof value === 'number' ? -value : null
  }
}

/** A value that stands where a condition must: only TRUE is true. */
export function asCondition(operand: Evaluate): Evaluate {
  return properties => {
    const value = operand(properties)
    return value === null ? null : value === true
  }
}

/** Negative, 0 or positive. Kinds that have nothing in common count as "less", as the broker has it. */
function compare(left: Exclude<Value, null>, right: Exclude<Value, null>): number {
  if (typeof left === typeof right) return order(left, right)
  if (typeof left === 'string') return order(readAs(left, right), right)
  if (typeof left === 'boolean') return -1
  if (typeof right === 'string') return order(left, readAs(right, left))
  return typeof right === 'boolean' ? -1 : order(Number(left), Number(right))
}

function order<V extends Exclude<Value, null>>(left: V, right: V): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function readAs(text: string, model: Exclude<Value, null>): Exclude<Value, null> {
  if (typeof model === 'boolean') return text.toLowerCase() === 'true'
  return typeof model === 'bigint' ? integer(text) : double(text)
}

function integer(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw new Incomparable(`${text} is no integer`)
  return BigInt(text.replace(/^\+/, ''))
}

function double(text: string): number {
  const trimmed = text.trim()
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[fd]?$/i.test(trimmed))
    throw new Incomparable(`${text} is no number`)
  return Number(trimmed.replace(/[fd]$/i, ''))
}
