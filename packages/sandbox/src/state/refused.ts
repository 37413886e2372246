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
