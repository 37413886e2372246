/** Hands a request on to the consumer that it is about, and the answer back. Imitates `AdminBrokerProcessor#callConsumer`. */
import { RESPONSE_CODES, type RequestLayout } from '@gantry/remoting/internal'
import type { Answer } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { Refused, responseCodeName } from '../state/refused.ts'

const TIMEOUT_MS = 10_000

export interface Addressee {
  readonly consumerGroup: string
  readonly clientId: string
}

/** @throws Refused when the consumer is not there, does not answer or refuses */
export async function askConsumer<H extends Addressee, B, R, P>(
  broker: Broker,
  layout: RequestLayout<H, B, R, P>,
  header: H,
  body: B,
): Promise<Answer<R, P>> {
  const { consumerGroup, clientId } = header
  const member = broker.clients.consumer(consumerGroup, clientId)
  if (member === undefined) {
    throw new Refused('SYSTEM_ERROR', `The Consumer <${consumerGroup}> <${clientId}> not online`)
  }
  const answer = await member.link.ask(layout, header, body, TIMEOUT_MS)
  if (answer.header.code !== RESPONSE_CODES.SUCCESS.code) {
    throw new Refused(responseCodeName(answer.header.code), answer.header.remark ?? '')
  }
  return {
    header: layout.response.header.read(answer.header.extFields),
    body: layout.response.body.read(answer.body),
  }
}
