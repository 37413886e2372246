/**
 * Configuration as text, one `key=value` a line: what brokers and name servers read is another format than what
 * they write.
 *
 * - They read with `java.util.Properties#load`, byte by byte: a backslash escapes, and what is not ASCII has to be
 *   written as `\uXXXX`.
 * - They write keys and values as they are (`common/MixAll#properties2String`), UTF-8 and nothing escaped.
 */
import type { BodyLayout } from '../../protocol/layout.ts'

/** What a broker is sent. */
export const propertiesBody: BodyLayout<Map<string, string>> = {
  // Each byte is a character to `Properties#load`, so UTF-8 that is not escaped comes out garbled there too.
  read: body => new Map(logicalLines(body.toString('latin1')).map(splitLine)),
  write: value =>
    Buffer.from([...value].map(([key, item]) => `${escapeKey(key)}=${escapeValue(item)}\n`).join('')),
}

/** What a broker answers. */
export const configBody: BodyLayout<Map<string, string>> = {
  read: body => {
    const config = new Map<string, string>()
    let last: string | undefined
    for (const line of body.toString().split('\n')) {
      const end = line.indexOf('=')
      if (end > 0) {
        last = line.slice(0, end)
        config.set(last, line.slice(end + 1))
      } else if (last !== undefined && line !== '') {
        // A value with a line break in it: nothing tells its second line from a key but the missing `=`.
        config.set(last, `${config.get(last)}\n${line}`)
      }
    }
    return config
  },
  write: value => Buffer.from([...value].map(([key, item]) => `${key}=${item}\n`).join('')),
}

const COMMENT = /^[#!]/
const LINE_BREAK = /\r\n|\r|\n/
const OPEN_END = /(?<!\\)(?:\\\\)*\\$/
/** A key ends at the first `=`, `:` or white space that is not escaped; white space around the sign is dropped. */
const KEY_AND_VALUE = /^((?:\\[\s\S]|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*([\s\S]*)$/
const LEADING_SPACE = /^[ \t\f]+/

/** Lines joined where a backslash ends them, without comments and empty ones. */
function logicalLines(text: string): string[] {
  const lines: string[] = []
  let open: string[] = []
  for (const natural of text.split(LINE_BREAK)) {
    const line = natural.replace(LEADING_SPACE, '')
    if (open.length === 0 && (line === '' || COMMENT.test(line))) continue
    if (OPEN_END.test(line)) open.push(line.slice(0, -1))
    else {
      lines.push([...open, line].join(''))
      open = []
    }
  }
  if (open.length > 0) lines.push(open.join(''))
  return lines
}

function splitLine(line: string): [string, string] {
  const [, key = '', value = ''] = KEY_AND_VALUE.exec(line) ?? []
  return [unescapeText(key), unescapeText(value)]
}

const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescapeText(text: string): string {
  return text.replace(/\\(?:u([\da-fA-F]{4})|([\s\S]))/g, (_match, hex?: string, letter = '') =>
    hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function escapeKey(key: string): string {
  return escapeText(key).replace(/[ =:#!]/g, '\\$&')
}

function escapeValue(value: string): string {
  return escapeText(value).replace(/^ /, '\\ ')
}

function escapeText(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/[^ -~]/g, unit => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
