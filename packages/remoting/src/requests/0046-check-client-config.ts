/**
 * CHECK_CLIENT_CONFIG 46: asks a broker whether it can filter by a subscription's expression. Nothing is stored.
 *
 * Body: `CheckClientRequestBody`; only `subscriptionData` is judged, and of it only an SQL92 expression can fail.
 * Defined in `remoting/protocol/body/CheckClientRequestBody`; answered by
 * `broker/processor/ClientManageProcessor#checkClientConfig`.
 * Refusals: SUBSCRIPTION_PARSE_FAILED 23 with the parser's complaint; SYSTEM_ERROR 1 when the broker has
 * `enablePropertyFilter` off.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, object, optional, text } from '../protocol/shape.ts'
import { subscriptionData } from './shapes/subscription-data.ts'

export const checkClientRequestBody = object({
  clientId: text,
  group: text,
  subscriptionData,
  /** 5.0 and later. */
  namespace: optional(text),
})
export type CheckClientRequestBody = Infer<typeof checkClientRequestBody>

export const checkClientConfig = defineRequest({
  name: 'CHECK_CLIENT_CONFIG',
  code: 46,
  readOnly: true,
  body: jsonBody(checkClientRequestBody),
})
