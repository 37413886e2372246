/** The answering side of a layout: reads a request that came in, writes the response to it. */
import type { HeaderFields } from './fields.ts'
import type { Frame } from './frame.ts'
import type { RequestLayout } from './layout.ts'

/** A response before it gets its opaque. */
export interface ResponseParts {
  readonly code: number
  readonly remark?: string | undefined
  readonly extFields?: HeaderFields
  readonly body?: Buffer | undefined
}

/** @throws MalformedError BODY_MALFORMED when a field or the body is not as the layout has it */
export function readRequest<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  frame: Frame,
): { readonly header: H; readonly body: B } {
  return { header: layout.header.read(frame.header.extFields), body: layout.body.read(frame.body) }
}

export function writeResponse<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  response: { readonly code?: number; readonly remark?: string; readonly header: R; readonly body: P },
): ResponseParts {
  return {
    code: response.code ?? 0,
    remark: response.remark,
    extFields: layout.response.header.write(response.header),
    body: layout.response.body.write(response.body),
  }
}
