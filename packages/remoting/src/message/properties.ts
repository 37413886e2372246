/**
 * The properties of a message as one text: name, U+0001, value, U+0002, again and again.
 *
 * Defined in `common/message/MessageDecoder#messageProperties2String` and `#string2messageProperties`, whose
 * leniency is kept: a piece without a name or without a value is left out, and the last U+0002 may be missing.
 */
import { MalformedError } from '../errors.ts'
import { PropertyName, RESERVED_PROPERTIES } from './property-names.ts'

/**
 * A map, not an object: names come from any application, so `__proto__` and `constructor` must be names like others,
 * and a name of digits must keep its place in the order, else a message could not be written back as it was read.
 */
export type Properties = ReadonlyMap<string, string>

const NAME_VALUE_SEPARATOR = '\u0001'
const PROPERTY_SEPARATOR = '\u0002'
const KEY_SEPARATOR = ' '

/** Brokers refuse a message whose property text is longer: its length is stored as an int16. */
export const MAX_PROPERTIES_BYTES = 32_767

/** Reads a property text; of a name that comes twice the last value counts. */
export function readProperties(text: string): Properties {
  const properties = new Map<string, string>()
  let at = 0
  while (at < text.length) {
    let end = text.indexOf(PROPERTY_SEPARATOR, at)
    if (end < 0) end = text.length
    const separator = text.indexOf(NAME_VALUE_SEPARATOR, at)
    // No separator in the rest of the text: no more properties either.
    if (separator < 0) break
    if (separator > at && separator < end - 1) {
      properties.set(text.slice(at, separator), text.slice(separator + 1, end))
    }
    at = end + 1
  }
  return properties
}

/**
 * Writes a property text in the order of the map.
 * @throws MalformedError BAD_ARGUMENT when a separator stands in a name or value, or when the text is longer than
 *   MAX_PROPERTIES_BYTES; `path` is the property
 */
export function writeProperties(properties: Properties): string {
  let text = ''
  for (const [name, value] of properties) {
    if (name.includes(NAME_VALUE_SEPARATOR) || (name + value).includes(PROPERTY_SEPARATOR)) {
      throw new MalformedError(
        'BAD_ARGUMENT',
        `The property '${printable(name)}' holds a control character (U+0001 or U+0002) that separates properties.`,
        printable(name),
      )
    }
    text += name + NAME_VALUE_SEPARATOR + value + PROPERTY_SEPARATOR
  }
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_PROPERTIES_BYTES) {
    throw new MalformedError(
      'BAD_ARGUMENT',
      `The properties take ${bytes} bytes together with their names; a broker accepts ${MAX_PROPERTIES_BYTES}.`,
    )
  }
  return text
}

/**
 * Checks a property that an application wants to set, by the rules of the Java client's `Message#putUserProperty`.
 * @throws MalformedError BAD_ARGUMENT when the name is RocketMQ's own, or name or value is blank; `path` is the name
 */
export function checkUserProperty(name: string, value: string): void {
  if (name.trim() === '' || value.trim() === '') {
    throw new MalformedError('BAD_ARGUMENT', 'Neither name nor value of a property can be blank.', name)
  }
  if (RESERVED_PROPERTIES.has(name)) {
    throw new MalformedError(
      'BAD_ARGUMENT',
      `RocketMQ uses the property '${name}' itself: choose another name.`,
      name,
    )
  }
}

/** The keys by which a message can be looked up; several stand in one property, separated by spaces. */
export function keysOf(properties: Properties): string[] {
  return splitKeys(properties.get(PropertyName.KEYS) ?? '')
}

export function splitKeys(keys: string): string[] {
  return keys.split(KEY_SEPARATOR).filter(key => key !== '')
}

function printable(name: string): string {
  return name.replaceAll(NAME_VALUE_SEPARATOR, '␁').replaceAll(PROPERTY_SEPARATOR, '␂')
}
