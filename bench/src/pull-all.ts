/** Every message of a topic, its queues side by side. */
import type { Admin } from '@gantry/remoting'
import { medianMs } from './benchmark.ts'

export async function pullAll(admin: Admin, topic: string): Promise<number> {
  return await medianMs(
    async () => {
      const queues = await admin.offsets.queues(topic)
      await Promise.all(
        queues.map(async queue => {
          let offset = await admin.offsets.min(queue)
          const end = await admin.offsets.max(queue)
          while (offset < end) offset = (await admin.messages.pull(queue, { offset })).nextBeginOffset
        }),
      )
    },
    5,
    2,
  )
}
