/** Calls a handler as a client does, without a connection. */
import type { RequestLayout } from '@gantry/remoting/internal'
import type { Handler, Written } from '../src/handler.ts'
import type { Broker } from '../src/state/broker.ts'
import type { ClientLink } from '../src/state/client-link.ts'
import { requestFrame } from './requests.ts'

/** Header and body are read when they are asked for: a refusal has none. */
export interface Reply<R, P> {
  readonly code: number
  readonly remark: string | undefined
  readonly header: R
  readonly body: P
}

/** Undefined when the handler answers nothing. */
export async function callHandler<H, B, R, P>(
  handler: Handler<Broker>,
  layout: RequestLayout<H, B, R, P>,
  broker: Broker,
  client: ClientLink,
  header: H,
  body: B,
): Promise<Reply<R, P> | undefined> {
  const written = await handler.run(requestFrame(layout, header, body), client, broker)
  return written && replyOf(layout, written)
}

function replyOf<H, B, R, P>(layout: RequestLayout<H, B, R, P>, written: Written): Reply<R, P> {
  const { code, remark, extFields = {}, body, parts } = written
  const bytes = parts === undefined ? (body ?? Buffer.alloc(0)) : Buffer.concat(parts)
  return {
    code,
    remark,
    get header() {
      return layout.response.header.read(extFields)
    },
    get body() {
      return layout.response.body.read(bytes)
    },
  }
}
