/**
 * Attributes of topics and groups, and changes to them: `+name=value` sets, `-name` takes away.
 * Imitates `common/attribute/AttributeParser` and `AttributeUtil`.
 */
import { hashOf } from './key-index.ts'
import { Refused } from './refused.ts'

/** Sizes of a hash set that Java makes for one or two words, and for six to twelve. */
const [SLOTS_OF_A_FEW, SLOTS] = [4, 16]

export interface AttributeValues {
  readonly accepts: (value: string) => boolean
  /** What a broker says to any other value. */
  readonly remark: string
}

export interface AttributeRule extends AttributeValues {
  /** Whether it can be changed once the topic exists. */
  readonly isChangeable: boolean
}

export type AttributeRules = Readonly<Record<string, AttributeRule>>

export const anyText: AttributeValues = { accepts: () => true, remark: '' }

/** As `EnumAttribute`. */
export function oneOf(...words: string[]): AttributeValues {
  return {
    accepts: value => words.includes(value),
    remark: `value is not in set: [${inOrderOfHashSet(words).join(', ')}]`,
  }
}

/** As `LongRangeAttribute`. */
export function integerBetween(min: bigint, max: bigint): AttributeValues {
  return {
    accepts: value => /^-?\d{1,19}$/.test(value) && BigInt(value) >= min && BigInt(value) <= max,
    remark: `value is not in range(${min}, ${max})`,
  }
}

/** The order in which Java prints a set of these words. */
function inOrderOfHashSet(words: readonly string[]): string[] {
  const slots = words.length < 3 ? SLOTS_OF_A_FEW : SLOTS
  const slotOf = (word: string): number => {
    const hash = hashOf(word)
    return (hash ^ (hash >>> 16)) & (slots - 1)
  }
  return words.toSorted((a, b) => slotOf(a) - slotOf(b))
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
    else throw new Refused('SYSTEM_ERROR', rule.remark)
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
