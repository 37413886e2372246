/**
 * What the stuck client answers when it is asked for its stacks: what a Java program in its place would send. The real one is Node.js,
 * which has no threads to show. Written as `common/UtilAll#jstack` does.
 */
interface Thread {
  readonly name: string
  readonly state: 'BLOCKED' | 'RUNNABLE' | 'WAITING'
  /** Innermost first. */
  readonly frames: readonly string[]
}

const NAME_WIDTH = 40
const FIRST_THREAD_ID = 41

const AT_THE_LOCK: readonly Thread[] = [
  {
    name: 'ConsumeMessageThread_GID_payment_ledger_1',
    state: 'BLOCKED',
    frames: [
      'shop.ledger.Ledger.post(Ledger.java:88)',
      'shop.ledger.PaymentListener.consumeMessage(PaymentListener.java:41)',
      'java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)',
      'java.lang.Thread.run(Thread.java:840)',
    ],
  },
  {
    name: 'month-end-closing',
    state: 'RUNNABLE',
    frames: [
      'sun.nio.ch.SocketDispatcher.read0(Native Method)',
      'shop.bank.BankClient.balances(BankClient.java:57)',
      'shop.ledger.Ledger.post(Ledger.java:92)',
      'shop.ledger.MonthEnd.run(MonthEnd.java:30)',
      'java.lang.Thread.run(Thread.java:840)',
    ],
  },
]

const AT_EASE: readonly Thread[] = [
  {
    name: 'ConsumeMessageThread_GID_payment_ledger_1',
    state: 'WAITING',
    frames: [
      'jdk.internal.misc.Unsafe.park(Native Method)',
      'java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)',
      'java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)',
      'java.lang.Thread.run(Thread.java:840)',
    ],
  },
]

export function stacksAtTheLock(isStuck: boolean): string {
  return (isStuck ? AT_THE_LOCK : AT_EASE).map(written).join('\n')
}

function written({ name, state, frames }: Thread, index: number): string {
  const before = name.padEnd(NAME_WIDTH)
  const head = `${before}TID: ${FIRST_THREAD_ID + index} STATE: ${state}`
  return [head, ...frames.map(frame => before + frame), ''].join('\n')
}
