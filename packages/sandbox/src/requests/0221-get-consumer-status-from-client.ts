/** GET_CONSUMER_STATUS_FROM_CLIENT 221, to one member of a group, as `broker/client/net/Broker2Client#getConsumeStatus`. */
import { RESPONSE_CODES } from '@gantry/remoting/internal'
import { getConsumerStatusFromClient } from '@gantry/remoting/requests'
import type { Member } from '../state/client-link.ts'

export type HeldOffsets = ReturnType<
  typeof getConsumerStatusFromClient.response.body.read
>['messageQueueTable']

const TIMEOUT_MS = 5_000

/** The offsets that the member holds of a topic; undefined when it does not tell. */
export async function askOffsets(
  member: Member,
  group: string,
  topic: string,
): Promise<HeldOffsets | undefined> {
  try {
    const answer = await member.link.ask(getConsumerStatusFromClient, { topic, group }, undefined, TIMEOUT_MS)
    const isAnswer = answer.header.code === RESPONSE_CODES.SUCCESS.code && answer.body.length > 0
    return isAnswer
      ? getConsumerStatusFromClient.response.body.read(answer.body).messageQueueTable
      : undefined
  } catch {
    // The broker leaves out members that are gone or make no sense.
    return undefined
  }
}
