/** Writes notices to customers, to be delivered a little later. */
import { between, pick } from '../random.ts'
import type { Role } from '../stage.ts'
import { startSending } from './sending.ts'

const CHANNELS = ['EMAIL', 'SMS']
const OCCASIONS = ['Your order is on its way.', 'Your parcel waits for you.', 'How did you like it?']
/** 5 s, 10 s and 30 s. */
const DELAY_LEVELS = [2, 3, 4]

export const noticeOffice: Role = async stage =>
  startSending(
    stage,
    {
      actor: 'notice-office',
      producerGroup: 'GID_notice_office',
      openingMessages: 12,
      everyMs: 4_000,
      trace: true,
    },
    (producer, random) =>
      producer.send({
        topic: 'notices',
        tag: pick(random, CHANNELS),
        keys: [`customer-${between(random, 1, 40)}`],
        delayLevel: pick(random, DELAY_LEVELS),
        body: JSON.stringify({ text: pick(random, OCCASIONS) }),
      }),
  )
