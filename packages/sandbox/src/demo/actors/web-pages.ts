/** Reports what visitors click on: by far the most messages, and nobody waits for their answers. */
import { between, pick } from '../random.ts'
import type { Role } from '../stage.ts'
import { startSending } from './sending.ts'

const PAGES = ['/', '/books', '/toys', '/garden', '/basket']
const DEVICES = ['PHONE', 'DESKTOP']

export const webPages: Role = async stage =>
  startSending(
    stage,
    { actor: 'web-pages', producerGroup: 'GID_web_pages', openingMessages: 80, everyMs: 300 },
    (producer, random) => {
      const click = { page: pick(random, PAGES), visitor: between(random, 1, 5_000) }
      return producer.sendOneway({
        topic: 'clicks',
        tag: pick(random, DEVICES),
        body: JSON.stringify(click),
      })
    },
  )
