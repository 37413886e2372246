/** Requests to a broker without a connection, for tests. */
import type { Frame, HeaderFields, RequestLayout } from '@gantry/remoting/internal'
import { brokerHandlers } from '../src/requests/index.ts'
import type { Broker } from '../src/state/broker.ts'
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

/** What a broker answers at once. Header and body are undefined when it refuses. */
export function ask<H, B, R, P>(
  broker: Broker,
  layout: RequestLayout<H, B, R, P>,
  header: H,
  body: B,
  unread?: HeaderFields,
) {
  const frame = requestFrame(layout, header, body, unread)
  const written = brokerHandlers.get(layout.code)?.run(frame, silentLink(), broker)
  if (written === undefined || written instanceof Promise) throw new Error('The broker has not answered yet.')
  const { code, remark, extFields = {}, body: bytes = Buffer.alloc(0) } = written
  if (code !== 0) return { code, remark, header: undefined, body: undefined }
  return {
    code,
    remark,
    header: layout.response.header.read(extFields),
    body: layout.response.body.read(bytes),
  }
}
