/**
 * Attributes of topics and groups, and changes to them: `+name=value` sets, `-name` takes away.
 * Imitates `common/attribute/AttributeParser` and `AttributeUtil`.
 */
import { Refused } from './refused.ts'

export interface AttributeRule {
  /** Whether it can be changed once the topic exists. */
  readonly isChangeable: boolean
  readonly accepts: (value: string) => boolean
}

export type AttributeRules = Readonly<Record<string, AttributeRule>>

export function oneOf(...words: string[]): (value: string) => boolean {
  return value => words.includes(value)
}

export function integerBetween(min: bigint, max: bigint): (value: string) => boolean {
  return value => /^-?\d{1,19}$/.test(value) && BigInt(value) >= min && BigInt(value) <= max
}

/** Reads `+name=value,-name`. */
export function parseAttributes(text: string): Map<string, string> {
  const changes = new Map<string, string>()
  for (const part of text === '' ? [] : text.split(',')) {
    const [key = '', value] = part.split('=')
    const [sign, kind] = value === undefined ? ['-', 'delete'] : ['+', 'add/alter']
    if (!key.includes(sign)) throw new Refused('SYSTEM_ERROR', `${kind} attribute format is wrong: ${key}`)
    if (changes.has(key)) throw new Refused('SYSTEM_ERROR', `key duplication: ${key}`)
    changes.set(key, value ?? '')
  }
  return changes
}

/** @param current undefined when the topic is being made */
export function changedAttributes(
  rules: AttributeRules,
  current: ReadonlyMap<string, string> | undefined,
  changes: ReadonlyMap<string, string>,
): Map<string, string> {
  const result = new Map(current)
  for (const [key, value] of changes) {
    const name = key.slice(1)
    if (name === '' || /[+-]/.test(name)) throw new Refused('SYSTEM_ERROR', 'kv string format wrong.')
    checkSign(key, name, current)
    const rule = rules[name]
    if (rule === undefined) throw new Refused('SYSTEM_ERROR', `unsupported key: ${name}`)
    if (current !== undefined && !rule.isChangeable) {
      throw new Refused('SYSTEM_ERROR', `attempt to update an unchangeable attribute. key: ${name}`)
    }
    if (key.startsWith('-')) result.delete(name)
    else if (rule.accepts(value)) result.set(name, value)
    else throw new Refused('SYSTEM_ERROR', `value is not in set: ${value}`)
  }
  return result
}

function checkSign(key: string, name: string, current: ReadonlyMap<string, string> | undefined): void {
  if (key.startsWith('+')) return
  if (current === undefined) {
    throw new Refused('SYSTEM_ERROR', `only add attribute is supported while creating topic. key: ${name}`)
  }
  if (!key.startsWith('-')) throw new Refused('SYSTEM_ERROR', `wrong format key: ${name}`)
  if (!current.has(name)) throw new Refused('SYSTEM_ERROR', `attempt to delete a nonexistent key: ${name}`)
}
