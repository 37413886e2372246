/** What the recording works with: where the cluster is, and a call that keeps what went over the wire. */
import { networkInterfaces } from 'node:os'
import { argv } from 'node:process'
import { BrokerRefused, RemotingError } from '../../src/errors.ts'
import type { FieldsShape, HeaderFields } from '../../src/protocol/fields.ts'
import { bytesBody, type RequestLayout } from '../../src/protocol/layout.ts'
import type { RequestInput } from '../../src/transport/exchange.ts'
import { ConnectionPool } from '../../src/transport/pool.ts'

const [
  ,
  ,
  libArg = '',
  namesrvArg = '',
  brokerArg = '',
  accessKeyArg = '',
  secretKeyArg = '',
  replicaArg = '',
] = argv
export const lib: string = libArg
export const namesrv: string = namesrvArg
export const broker: string = brokerArg
export const credentials: { accessKey: string; secretKey: string } = {
  accessKey: accessKeyArg,
  secretKey: secretKeyArg,
}
/** A replica of the broker, where there is one. */
export const replica: string = replicaArg
export const pool: ConnectionPool = new ConnectionPool({ credentials })

interface RecordedParts {
  readonly code: number
  readonly remark?: string | undefined
  readonly extFields: HeaderFields
  readonly bodyText?: string
  readonly bodyHex?: string
}

interface RecordedExchange {
  readonly name: string
  readonly request: RecordedParts
  /** Missing where no answer came: name servers before 5.0 are silent about requests that they do not know. */
  readonly response?: RecordedParts
}

export const exchanges: RecordedExchange[] = []

/** Stacks take a hundred thousand characters; a few frames tell what they look like. */
const LONG_STACKS = /("jstack":"(?:[^"\\]|\\.){0,1200})(?:[^"\\]|\\.)*"/g

const rawFields: FieldsShape<HeaderFields> = { read: wire => wire, write: value => ({ ...value }) }

/** Sends a request and keeps it with its answer, also when that is a refusal. */
export async function record<H, B, R, P>(
  name: string,
  addr: string,
  layout: RequestLayout<H, B, R, P>,
  input: RequestInput<H, B>,
): Promise<Partial<RecordedParts>> {
  const response = { header: rawFields, body: bytesBody }
  const request = partsOf(
    layout.code,
    layout.header.write(input.header),
    layout.body.write(input.body as B) ?? Buffer.alloc(0),
  )
  const answer = await answerOf(() => pool.call(addr, { ...layout, response }, input))
  exchanges.push({ name, request, ...(answer && { response: answer }) })
  return answer ?? {}
}

async function answerOf(
  call: () => Promise<{ code: number; header: HeaderFields; body: Buffer; remark: string | undefined }>,
): Promise<RecordedParts | undefined> {
  try {
    const { code, header, body, remark } = await call()
    return partsOf(code, header, body, remark)
  } catch (error) {
    if (error instanceof BrokerRefused)
      return partsOf(error.responseCode, {}, Buffer.alloc(0), error.remark?.split('\n', 1)[0])
    if (error instanceof RemotingError && error.code === 'UNSUPPORTED_BY_BROKER')
      return partsOf(3, {}, Buffer.alloc(0))
    if (error instanceof RemotingError && error.code === 'CALL_TIMEOUT') return undefined
    throw error
  }
}

function partsOf(code: number, extFields: HeaderFields, body: Buffer, remark?: string): RecordedParts {
  const text = body.toString()
  const isText = Buffer.from(text).equals(body) && !text.includes('\0')
  return {
    code,
    ...(remark !== undefined && remark !== '' && { remark: withoutPlaces(remark) }),
    extFields,
    ...(body.length > 0 && (isText ? { bodyText: withoutPlaces(text) } : { bodyHex: body.toString('hex') })),
  }
}

/** What belongs to this machine alone goes: folders, names, addresses, keys. */
function withoutPlaces(text: string): string {
  const addresses = Object.values(networkInterfaces()).flatMap(all => all ?? [])
  return addresses
    .filter(({ internal }) => !internal)
    .reduce((result, { address }) => result.replaceAll(address, '192.0.2.20'), text)
    .replace(/\/(?:tmp|root|home)\/[\w./-]*?(?=\/(?:store|conf)\b|[\s"';,]|$)/g, '/opt/rocketmq')
    .replaceAll(credentials.secretKey, '********')
    .replace(LONG_STACKS, '$1"')
}
