import { readdir, readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'

/** TransactionalOpBatchService, as the kernel shortens it. */
const THREAD = 'TransactionalOp'

/**
 * Puts one thread of a broker behind everything else on the machine. After the first finished transaction it never rests: in
 * RocketMQ 5, TransactionalMessageServiceImpl.batchSendOpMessage answers an idle queue with a wake-up time in the past, and the
 * thread that asks it takes a whole processor. Does nothing where threads are not to be found in /proc.
 */
export async function quietenRestlessThread(pid: number): Promise<void> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  for (const thread of threads) {
    const name = await readFile(`/proc/${pid}/task/${thread}/comm`, 'utf8').catch(() => '')
    if (name.trim() !== THREAD) continue
    try {
      setPriority(Number(thread), constants.priority.PRIORITY_LOW)
    } catch {
      // The broker ended meanwhile.
    }
  }
}
