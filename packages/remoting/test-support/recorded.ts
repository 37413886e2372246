/**
 * What Apache RocketMQ answered to requests of administration: `fixtures/answers/administration-*.json`, recorded by
 * `record-administration`.
 */
import { readFileSync } from 'node:fs'
import { parseJson } from '../src/protocol/json.ts'
import type { RequestLayout } from '../src/protocol/layout.ts'
import { type Infer, int32, list, mapOf, object, optional, text } from '../src/protocol/shape.ts'

const parts = object({
  code: int32,
  remark: optional(text),
  extFields: mapOf(text, text),
  bodyText: optional(text),
  bodyHex: optional(text),
})
export type RecordedParts = Infer<typeof parts>

const recording = object({
  exchanges: list(object({ name: text, request: parts, response: optional(parts) })),
})
export type RecordedExchange = Infer<typeof recording>['exchanges'][number]

export const RECORDED_RELEASES = ['5.5.0', '5.3.3', '5.2.0', '4.9.7'] as const
/** Also a broker of 5.5.0 under a controller. */
export type RecordedRelease = (typeof RECORDED_RELEASES)[number] | 'controller-5.5.0'

export function recordedWith(release: RecordedRelease): RecordedExchange[] {
  const file = new URL(`../fixtures/answers/administration-${release}.json`, import.meta.url)
  return recording.read(parseJson(readFileSync(file, 'utf8'))).exchanges
}

export function bodyOf({ bodyText, bodyHex }: RecordedParts): Buffer {
  return bodyHex === undefined ? Buffer.from(bodyText ?? '') : Buffer.from(bodyHex, 'hex')
}

/** The recorded answer of that name, as the layout reads it. */
export function answered<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  name: string,
  release: RecordedRelease = '5.5.0',
): { header: R; body: P } {
  const response = responseTo(layout.code, name, release)
  if (response?.code !== 0) throw new Error(`${name} was refused by ${release}: ${response?.remark}`)
  return {
    header: layout.response.header.read(Object.fromEntries(response.extFields)),
    body: layout.response.body.read(bodyOf(response)),
  }
}

/** The response code of the recorded refusal of that name; undefined where no answer came. */
export function refused(
  { code }: { readonly code: number },
  name: string,
  release: RecordedRelease = '5.5.0',
): number | undefined {
  return responseTo(code, name, release)?.code
}

function responseTo(code: number, name: string, release: RecordedRelease): RecordedParts | undefined {
  const exchange = recordedWith(release).find(({ name: other, request }) => {
    return other === name && request.code === code
  })
  if (exchange === undefined) throw new Error(`${name} was not recorded with ${release}`)
  return exchange.response
}
