/** Consumes a few messages and leaves: its group stays behind, with a place in each queue and nobody online. */
import { once } from 'node:events'
import type { Role } from '../stage.ts'
import { type ConsumingPlan, startConsuming } from './consuming.ts'

const ENOUGH = 5

export const leavingConsumer =
  (plan: ConsumingPlan): Role =>
  async stage => {
    const enough = new AbortController()
    let consumed = 0
    const client = await startConsuming(stage, { ...plan, concurrency: 1 }, async () => {
      if (++consumed >= ENOUGH) enough.abort()
      return 'SUCCESS'
    })
    const ending = AbortSignal.any([enough.signal, stage.closing])
    const left = once(ending, 'abort')
      .then(() => client.leave())
      .catch(stage.onError)
    return { leave: () => left }
  }
