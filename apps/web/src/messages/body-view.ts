/** How a body is looked at, as it stands in the URL, and its bytes for people. */
import { CHARSETS, type MessageBody } from '@gantry/contract'

export const VIEWS = ['text', 'json', 'hex'] as const
export type BodyView = (typeof VIEWS)[number]

export function charsetOf(search: URLSearchParams): MessageBody['charset'] {
  return CHARSETS.find(charset => charset === search.get('charset')) ?? 'utf-8'
}

/** What is asked for, else what fits: JSON before text, and hex for what is no text. */
export function viewOf(search: URLSearchParams, body: Pick<MessageBody, 'text'>): BodyView {
  const asked = VIEWS.find(view => view === search.get('view'))
  if (asked) return asked
  if (body.text === null) return 'hex'
  return isTree(jsonOf(body.text)) ? 'json' : 'text'
}

/** @returns undefined for what is no JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

const LINE_BYTES = 16
/** More in one page would make it slow, and nobody reads it. */
const MOST_LINES = 1_024

/** Offset, bytes, letters: as hex dumps are. */
export function hexDump(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
  const lines: string[] = []
  for (let at = 0; at < bytes.length && lines.length < MOST_LINES; at += LINE_BYTES) {
    const line = [...bytes.subarray(at, at + LINE_BYTES)]
    const hex = line.map(byte => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = line.map(byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(LINE_BYTES * 3 - 1)}  ${letters}`)
  }
  return lines.join('\n')
}
