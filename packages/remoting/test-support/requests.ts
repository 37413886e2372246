/** Small requests for tests of the transport, which no release of RocketMQ knows. */
import { fields } from '../src/protocol/fields.ts'
import { bytesBody, defineRequest, jsonBody, textBody } from '../src/protocol/layout.ts'
import { int64, object, optional, text } from '../src/protocol/shape.ts'

/** A read with a header field each way, and a text back. */
export const ask = defineRequest({
  name: 'TEST_ASK',
  code: 901,
  readOnly: true,
  header: fields({ key: text }),
  response: { header: fields({ value: optional(text) }), body: textBody, alsoAccepts: [19] },
})

/** A change with a body. */
export const tell = defineRequest({
  name: 'TEST_TELL',
  code: 902,
  header: fields({ key: text }),
  body: bytesBody,
})

/** A read whose answer is JSON. */
export const count = defineRequest({
  name: 'TEST_COUNT',
  code: 903,
  readOnly: true,
  response: { body: jsonBody(object({ count: int64 })) },
})
