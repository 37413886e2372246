/** The words of an SQL92 condition. As the tokens of `filter/parser/SelectorParser.jj`. */

export type Token =
  /** Keywords in capitals, and signs. */
  | { readonly kind: 'WORD'; readonly word: string }
  | { readonly kind: 'NAME'; readonly name: string }
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'INTEGER'; readonly value: bigint }
  | { readonly kind: 'DOUBLE'; readonly value: number }

/** The expression is no SQL92 condition. */
export class Sql92Error extends Error {
  override readonly name = 'Sql92Error'
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'NOT',
  'AND',
  'OR',
  'BETWEEN',
  'IN',
  'TRUE',
  'FALSE',
  'NULL',
  'IS',
  'CONTAINS',
  'STARTSWITH',
  'ENDSWITH',
])

const TOKEN = new RegExp(
  [
    String.raw`(?<space>[ \t\n\r\f]+|--[^\n\r]*(?:\r\n|\n|\r)|/\*[\s\S]*?\*/)`,
    String.raw`(?<double>\d+\.\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+)`,
    String.raw`(?<integer>0|[1-9]\d*)l?`,
    `'(?<text>(?:''|[^'])*)'`,
    '(?<name>[a-z_$][a-z0-9_$]*)',
    '(?<sign><>|<=|>=|[=<>(),+-])',
  ].join('|'),
  'iy',
)

const INT64_MAX = 2n ** 63n - 1n

/** @throws Sql92Error */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < expression.length; ) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(expression)
    if (match === null) throw new Sql92Error(`Nothing that makes sense stands at character ${at}.`)
    const token = tokenOf(match.groups ?? {})
    if (token !== undefined) tokens.push(token)
    at = TOKEN.lastIndex
  }
  return tokens
}

function tokenOf(found: Record<string, string | undefined>): Token | undefined {
  const { double, integer, text, name, sign } = found
  if (double !== undefined) return { kind: 'DOUBLE', value: Number(double) }
  if (integer !== undefined) return { kind: 'INTEGER', value: int64(integer) }
  if (text !== undefined) return { kind: 'TEXT', text: text.replaceAll("''", "'") }
  if (sign !== undefined) return { kind: 'WORD', word: sign }
  if (name === undefined) return undefined
  const word = name.toUpperCase()
  return KEYWORDS.has(word) ? { kind: 'WORD', word } : { kind: 'NAME', name }
}

function int64(digits: string): bigint {
  const value = BigInt(digits)
  if (value > INT64_MAX) throw new Sql92Error(`${digits} is no 64-bit integer.`)
  return value
}
