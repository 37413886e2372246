/** What the producers of the shop have in common: a few messages at the opening, then one at a time at their own pace. */
import { Producer, type ProducerOptions } from '@gantry/remoting'
import { between, type Random } from '../random.ts'
import { type Actor, clientIdOf, pause, type Stage } from '../stage.ts'

export interface SendingPlan extends Pick<ProducerOptions, 'trace' | 'checkTransaction'> {
  /** Names the client, and its sequence of chances. */
  readonly actor: string
  readonly producerGroup: string
  /** Sent at once, so that there is something to see. */
  readonly openingMessages: number
  /** From one message to the next, on the average. */
  readonly everyMs: number
}

/** @param serial counts from 0 */
export type SendOne = (producer: Producer, random: Random, serial: number) => Promise<unknown>

export function startSending(stage: Stage, plan: SendingPlan, sendOne: SendOne): Actor {
  const { actor, openingMessages, everyMs, ...options } = plan
  const producer = new Producer({
    ...stage.connection,
    ...options,
    namespace: stage.namespace,
    clientId: clientIdOf(actor),
    onError: stage.onError,
  })
  const random = stage.randomOf(actor)
  const work = async (): Promise<void> => {
    for (let serial = 0; !stage.closing.aborted; serial++) {
      await sendOne(producer, random, serial).catch(stage.onError)
      const restMs = serial < openingMessages ? 0 : between(random, everyMs / 2, everyMs * 1.5)
      await pause(restMs, stage.closing)
    }
  }
  const done = work()
  return {
    leave: async () => {
      await done
      await producer.stop()
    },
  }
}
