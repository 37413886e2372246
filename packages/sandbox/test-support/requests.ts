/** Requests to a broker or a name server without a connection, for tests. */
import type { Frame, HeaderFields, RequestLayout } from '@gantry/remoting/internal'
import type { Handler } from '../src/handler.ts'
import { brokerHandlers, nameServerHandlers } from '../src/requests/index.ts'
import type { Broker } from '../src/state/broker.ts'
import type { ClientLink } from '../src/state/client-link.ts'
import type { NameServer } from '../src/state/name-server.ts'
import { silentLink } from './messages.ts'

/** @param unread header fields that the layout does not know */
export function requestFrame<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  header: H,
  body: B,
  unread: HeaderFields = {},
): Frame {
  return {
    header: {
      code: layout.code,
      language: 'JAVA',
      version: 513,
      opaque: 1,
      flag: 0,
      remark: undefined,
      extFields: { ...layout.header.write(header), ...unread },
    },
    body: layout.body.write(body) ?? Buffer.alloc(0),
    serializeType: 0,
  }
}

interface AskedBy {
  readonly unread?: HeaderFields
  readonly link?: ClientLink
}

/** What a broker answers at once. Header and body are undefined when it refuses. */
export function ask<H, B, R, P>(
  broker: Broker,
  layout: RequestLayout<H, B, R, P>,
  header: H,
  body: B,
  by: AskedBy = {},
) {
  return answerOf(brokerHandlers, broker, layout, requestFrame(layout, header, body, by.unread), by.link)
}

/** What a name server answers. */
export function askNameServer<H, B, R, P>(
  nameServer: NameServer,
  layout: RequestLayout<H, B, R, P>,
  header: H,
  body: B,
  by: AskedBy = {},
) {
  return answerOf(
    nameServerHandlers,
    nameServer,
    layout,
    requestFrame(layout, header, body, by.unread),
    by.link,
  )
}

function answerOf<Target, H, B, R, P>(
  handlers: ReadonlyMap<number, Handler<Target>>,
  target: Target,
  layout: RequestLayout<H, B, R, P>,
  frame: Frame,
  link: ClientLink = silentLink(),
) {
  const written = handlers.get(layout.code)?.run(frame, link, target)
  if (written === undefined || written instanceof Promise) throw new Error('There is no answer yet.')
  const { code, remark, extFields = {}, body: bytes = Buffer.alloc(0) } = written
  if (code !== 0) return { code, remark, header: undefined, body: undefined }
  return {
    code,
    remark,
    header: layout.response.header.read(extFields),
    body: layout.response.body.read(bytes),
  }
}
