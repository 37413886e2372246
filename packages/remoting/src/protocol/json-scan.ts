/** A look over JSON text before it is parsed: may `JSON.parse` have it? */

const QUOTE = 34
const ZERO = 48
const NINE = 57
const OPEN_LIST = 91
const BACKSLASH = 92
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/** 2^53 has 16 digits: `JSON.parse` keeps every shorter integer. */
const UNSAFE_DIGITS = 16

/**
 * False when the text holds a number that `JSON.parse` may round, an object whose first key is not quoted, or more
 * than `maxDepth` brackets inside one another. Other mistakes are left to the parser.
 */
export function suitsJsonParse(text: string, maxDepth: number): boolean {
  let depth = 0
  let digits = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= ZERO && code <= NINE) {
      if (++digits === UNSAFE_DIGITS) return false
      continue
    }
    digits = 0
    if (code === QUOTE) {
      at = endOfString(text, at)
      if (at < 0) return false
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (++depth > maxDepth) return false
      if (code === OPEN_OBJECT && isBareKey(text.charCodeAt(at + 1))) return false
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--
  }
  return true
}

/** Where the string ends that begins at `quoteAt`: its closing quote, or -1. */
export function endOfString(text: string, quoteAt: number): number {
  let end = text.indexOf('"', quoteAt + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

/** A quote is escaped when an odd number of backslashes stands before it. */
function isEscaped(text: string, quoteAt: number): boolean {
  let at = quoteAt - 1
  while (text.charCodeAt(at) === BACKSLASH) at--
  return (quoteAt - at) % 2 === 0
}

function isBareKey(code: number): boolean {
  return code > 32 && code !== QUOTE && code !== CLOSE_OBJECT
}
