/** One message, and what it says. */
import { z } from 'zod'
import { int64, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { messageErrors, messageHead, messageParams } from './message-head.ts'

/** Character sets that a body can be read in. */
export const CHARSETS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'gbk',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
] as const

/** Why a body is not shown, or not as the application wrote it. */
export const BODY_PROBLEMS = ['MASKED', 'TOO_LARGE', 'DAMAGED'] as const

export const messageBody = z.object({
  /** Of the body as the application wrote it; null where that is not known. */
  bytes: z.int().nullable(),
  /** As the broker keeps it, compressed or not. */
  storedBytes: z.int(),
  compression: z.enum(['LZ4', 'ZSTD', 'ZLIB']).nullable(),
  /** Base64 of its first bytes; null when it is masked. Of a damaged body, as it is stored. */
  base64: z.string().nullable(),
  /** The same bytes in the character set that was asked for; null where they are no text in it. */
  text: z.string().nullable(),
  charset: z.enum(CHARSETS),
  /** Only its beginning is shown: download the rest. */
  isCut: z.boolean(),
  problem: z.object({ code: z.enum(BODY_PROBLEMS), detail: z.string() }).nullable(),
})
export type MessageBody = z.infer<typeof messageBody>

export const messageView = endpoint({
  id: 'messageView',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/messages/{messageId}',
  summary: 'One message with its properties and the beginning of its body.',
  access: 'signedIn',
  params: messageParams,
  query: z.object({ charset: z.enum(CHARSETS).default('utf-8') }),
  response: z.object({
    message: messageHead.extend({
      bornHost: z.string(),
      storeHost: z.string(),
      commitLogOffset: int64,
      preparedTransactionOffset: int64,
      /** Null for who may not read bodies: it proves a guess. */
      bodyCRC: z.int().nullable(),
      /** The application's own. */
      flag: z.int(),
      sysFlag: z.int(),
      /** Names of what is set in `sysFlag`. */
      sysFlags: z.array(z.string()),
      properties: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
    body: messageBody,
    /** Others with the same ID: the client sent it more than once. */
    copies: z.array(messageHead),
    asOf: timestamp,
  }),
  errors: messageErrors,
})

export const messageBodyDownload = endpoint({
  id: 'messageBodyDownload',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/messages/{messageId}/body',
  summary: 'The whole body, as the application wrote it.',
  access: 'signedIn',
  params: messageParams,
  query: z.object({
    /** `stored`: as the broker keeps it, for a body that cannot be inflated. */
    form: z.enum(['inflated', 'stored']).default('inflated'),
  }),
  download: 'application/octet-stream',
  errors: messageErrors,
})
