/** How anything in the sandbox says no to a request. */
import { type HeaderFields, RESPONSE_CODES } from '@gantry/remoting/internal'

export type ResponseCodeName = keyof typeof RESPONSE_CODES

/** Ends a request with a response code and a remark in the broker's own words. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: number
  /** Header fields that a client wants to know with the refusal. */
  readonly extFields: HeaderFields

  constructor(code: ResponseCodeName, remark: string, extFields: HeaderFields = {}) {
    super(remark)
    this.code = RESPONSE_CODES[code].code
    this.extFields = extFields
  }
}

/** What brokers put behind remarks that users often meet. */
export const SEE_FAQ = '\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.'

/** The name of a response code that a client answers with; SYSTEM_ERROR for a number that nobody knows. */
export function responseCodeName(code: number): ResponseCodeName {
  return NAMES.get(code) ?? 'SYSTEM_ERROR'
}

const NAMES = new Map<number, ResponseCodeName>(
  Object.entries(RESPONSE_CODES).map(([name, entry]) => [entry.code, name as ResponseCodeName]),
)
