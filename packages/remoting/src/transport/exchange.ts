/** From a typed request to the bytes sent, and from the frame received to a typed result or error. */

import { responseCodeName } from '../codes.ts'
import { BrokerRefused, MalformedError, type RemotingError, UnsupportedByBroker } from '../errors.ts'
import type { HeaderFields } from '../protocol/fields.ts'
import { encodeFrame, type Frame } from '../protocol/frame.ts'
import { FLAG_ONEWAY, SERIALIZE_JSON, type SerializeType } from '../protocol/header.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { type Credentials, sign } from '../protocol/signing.ts'

export interface Dialect {
  readonly credentials?: Credentials | undefined
  /** How headers are written; a broker answers in kind. */
  readonly serializeType: SerializeType
  /** What brokers show as this client's language. */
  readonly language: string
  /** Ordinal in RocketMQ's `MQVersion` that this client claims; brokers adapt their answers to it. */
  readonly version: number
}

/**
 * V5_5_0 in `MQVersion`. Some answers are kept for clients that claim to know them: a name server writes standard
 * JSON from V4_9_4 on, and a server that stops says GO_AWAY (1500) to what is newer than V5_3_1.
 */
export const DEFAULT_DIALECT: Dialect = { serializeType: SERIALIZE_JSON, language: 'OTHER', version: 513 }

export type RequestInput<H, B> = { readonly header: H } & (B extends undefined
  ? { readonly body?: undefined }
  : { readonly body: B })

export interface Reply<R, P> {
  /** SUCCESS (0) or one of the codes that the layout also accepts. */
  readonly code: number
  readonly header: R
  readonly body: P
  readonly remark: string | undefined
}

const RESPONSE_SUCCESS = 0
const REQUEST_CODE_NOT_SUPPORTED = 3

export function encodeRequest<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  input: RequestInput<H, B>,
  opaque: number,
  dialect: Dialect,
  oneway = false,
): Buffer {
  const fields = layout.header.write(input.header)
  const body = layout.body.write(input.body as B)
  const header = {
    code: layout.code,
    language: dialect.language,
    version: dialect.version,
    opaque,
    flag: oneway ? FLAG_ONEWAY : 0,
    remark: undefined,
    extFields: fields,
    ...(dialect.credentials && signedPart(fields, body, dialect.credentials, dialect.version)),
  }
  return encodeFrame(header, body, dialect.serializeType)
}

/** `MixAll.UNIQUE_MSG_QUERY_FLAG` */
const UNIQUE_KEY_QUERY = '_UNIQUE_KEY_QUERY'
/** V4_9_3 in `MQVersion` */
const SIGNS_NO_UNIQUE_KEY_QUERY = 399

/**
 * Brokers of 4.9 never count this field when they check a signature, later ones do unless the client claims to be of V4_9_3 or
 * older (`acl/plain/PlainAccessValidator` of 4.9.7; `DefaultAuthenticationContextBuilder`). So a request with it claims
 * to be that old, and its signature is right for all.
 */
function signedPart(
  fields: HeaderFields,
  body: Buffer | undefined,
  credentials: Credentials,
  version: number,
): { extFields: HeaderFields; version: number } {
  const { [UNIQUE_KEY_QUERY]: mark, ...counted } = fields
  if (mark === undefined) return { extFields: sign(fields, body, credentials), version }
  return {
    extFields: { ...sign(counted, body, credentials), [UNIQUE_KEY_QUERY]: mark },
    version: Math.min(version, SIGNS_NO_UNIQUE_KEY_QUERY),
  }
}

/** @throws BrokerRefused, UnsupportedByBroker, or MalformedError BODY_MALFORMED */
export function readReply<H, B, R, P>(
  layout: RequestLayout<H, B, R, P>,
  frame: Frame,
  addr: string,
): Reply<R, P> {
  const { code, remark, extFields } = frame.header
  const place = { addr, request: layout.name }
  if (code === REQUEST_CODE_NOT_SUPPORTED && !layout.isRelayed) throw new UnsupportedByBroker(place)
  if (code !== RESPONSE_SUCCESS && layout.response.alsoAccepts?.includes(code) !== true) {
    throw new BrokerRefused(refusal(layout.name, addr, code, remark), place, code, remark)
  }
  try {
    return {
      code,
      remark,
      header: layout.response.header.read(extFields),
      body: layout.response.body.read(frame.body),
    }
  } catch (error) {
    if (error instanceof MalformedError) throw misread(layout.name, addr, error)
    throw error
  }
}

function refusal(request: string, addr: string, code: number, remark: string | undefined): string {
  const reason = firstLine(remark)
  return `${addr} refused ${request} with ${responseCodeName(code)} (${code})${reason === '' ? '.' : `: ${reason}`}`
}

/** Remarks may carry a whole Java stack; people get its first line. */
function firstLine(remark: string | undefined): string {
  return (remark ?? '').split('\n', 1)[0]?.trim().slice(0, 500) ?? ''
}

function misread(request: string, addr: string, error: MalformedError): RemotingError {
  const at = error.path === '' ? '' : ` at ${error.path}`
  return new MalformedError(
    'BODY_MALFORMED',
    `The answer of ${addr} to ${request} is not what it should be${at}: ${error.message} Check the broker's release.`,
    error.path,
    { addr, request },
  )
}
