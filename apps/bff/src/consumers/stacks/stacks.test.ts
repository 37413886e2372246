/** Stacks as a Java client sends them. */
import { describe, expect, it } from 'vitest'
import { compareStacks } from './compare-stacks.ts'
import { parseStacks } from './parse-stacks.ts'

interface Given {
  readonly name: string
  readonly id?: number
  readonly state?: string
  readonly frames: readonly string[]
}

/** As `UtilAll.jstack` of RocketMQ writes it. */
function jstackOf(threads: readonly Given[]): string {
  return threads
    .map(({ name, id = 1, state = 'RUNNABLE', frames }) =>
      [
        `${name.padEnd(40)}TID: ${id} STATE: ${state}`,
        ...frames.map(frame => name.padEnd(40) + frame),
        '',
      ].join('\n'),
    )
    .join('\n')
}

const compare = (...samples: ReadonlyArray<readonly Given[]>) =>
  compareStacks(samples.map(sample => parseStacks(jstackOf(sample))))

const RUN = ['java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)']
const PARK = [
  'jdk.internal.misc.Unsafe.park(Native Method)',
  'java.util.concurrent.locks.LockSupport.park(LockSupport.java:211)',
  'java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(AbstractQueuedSynchronizer.java:715)',
]
const consumer = (number: number) => `ConsumeMessageThread_GID-orders_${number}`

describe('reading stacks', () => {
  it('gives name, number, state and frames of each thread, also of long names and with other line ends', () => {
    const long = `${consumer(1)}-of-an-application-with-a-very-long-name`
    const text = jstackOf([
      { name: 'main', id: 7, state: 'TIMED_WAITING', frames: ['java.lang.Thread.sleep(Native Method)'] },
      { name: long, id: 8, frames: ['shop.Orders.take(Orders.java:3)'] },
    ])
    for (const sent of [text, text.replaceAll('\n', '\r\n')]) {
      expect(parseStacks(sent)).toEqual([
        {
          name: 'main',
          threadId: '7',
          state: 'TIMED_WAITING',
          frames: ['java.lang.Thread.sleep(Native Method)'],
        },
        { name: long, threadId: '8', state: 'RUNNABLE', frames: ['shop.Orders.take(Orders.java:3)'] },
      ])
    }
  })

  it('leaves out loader and module, which since Java 9 stand before a class', () => {
    const sent = [
      'java.base@17.0.13/java.lang.Thread.sleep(Native Method)',
      'app//shop.Orders.on(Orders.java:5)',
      'app//shop.Orders$$Lambda$14/0x00007f1c.consumeMessage(Unknown Source)',
      'shop.Orders$$Lambda/0x00007f1c.consumeMessage(Unknown Source)',
    ]
    expect(parseStacks(jstackOf([{ name: 'main', frames: sent }]))[0]?.frames).toEqual([
      'java.lang.Thread.sleep(Native Method)',
      'shop.Orders.on(Orders.java:5)',
      'shop.Orders$$Lambda$14/0x00007f1c.consumeMessage(Unknown Source)',
      'shop.Orders$$Lambda/0x00007f1c.consumeMessage(Unknown Source)',
    ])
  })

  it('finds no thread in what another language sends', () => {
    expect(parseStacks('goroutine 1 [running]:\nmain.main()\n\t/app/main.go:7')).toEqual([])
    expect(parseStacks('')).toEqual([])
  })
})

describe('one sample', () => {
  it('shows consume threads first, those that are blocked before all', () => {
    const threads = compare([
      { name: 'main', id: 1, frames: ['shop.Main.main(Main.java:1)'] },
      { name: consumer(10), id: 2, frames: ['shop.Orders.write(Orders.java:9)', ...RUN] },
      { name: consumer(2), id: 3, frames: ['shop.Orders.write(Orders.java:8)', ...RUN] },
      { name: consumer(3), id: 4, state: 'BLOCKED', frames: ['shop.Orders.write(Orders.java:7)', ...RUN] },
    ])
    expect(threads.map(({ name }) => name)).toEqual([consumer(3), consumer(2), consumer(10), 'main'])
  })

  it('names the monitor that a blocked thread waits for, and who is inside', () => {
    const [blocked] = compare([
      {
        name: consumer(1),
        id: 1,
        state: 'BLOCKED',
        frames: ['shop.Stock.take(Stock.java:20)', 'shop.Orders.on(Orders.java:5)'],
      },
      {
        name: consumer(2),
        id: 2,
        state: 'TIMED_WAITING',
        frames: ['java.lang.Thread.sleep(Native Method)', 'shop.Stock.take(Stock.java:23)'],
      },
      { name: consumer(3), id: 3, state: 'BLOCKED', frames: ['shop.Stock.take(Stock.java:20)'] },
    ])
    expect(blocked).toMatchObject({
      isBlocked: true,
      waitsFor: { lock: 'monitor of shop.Stock.take', place: 'shop.Stock.take(Stock.java:20)' },
      probableHolders: [consumer(2)],
    })
  })

  it('names a lock of java.util.concurrent by its class and the place in the application', () => {
    const place = 'shop.Stock.reserve(Stock.java:41)'
    const [waiting] = compare([
      {
        name: consumer(1),
        state: 'WAITING',
        frames: [
          ...PARK,
          'java.util.concurrent.locks.ReentrantLock$Sync.lock(ReentrantLock.java:153)',
          place,
        ],
      },
    ])
    expect(waiting).toMatchObject({
      isBlocked: true,
      waitsFor: { lock: 'ReentrantLock', place },
      probableHolders: [],
    })
  })

  it('takes a thread that waits for work for idle, and the threads of the client itself for no concern', () => {
    const idle = [...PARK, 'java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)']
    const getTask = 'java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)'
    const threads = compare([
      { name: consumer(1), id: 1, state: 'WAITING', frames: [...idle, getTask] },
      {
        name: 'PullMessageService',
        id: 2,
        state: 'WAITING',
        frames: [...idle, 'impl.PullMessageService.run(P.java:1)'],
      },
    ])
    expect(threads).toMatchObject([
      { name: consumer(1), isIdle: true, isBlocked: false, waitsFor: null },
      { name: 'PullMessageService', isIdle: false, isBlocked: false, waitsFor: null },
    ])
  })

  it('calls nobody stuck: a single look shows no movement', () => {
    const [busy] = compare([{ name: consumer(1), frames: ['shop.Orders.on(Orders.java:5)'] }])
    expect(busy).toMatchObject({ isStuck: false })
  })
})

describe('several samples', () => {
  const at = (line: number, id = 1): Given => ({
    name: consumer(id),
    id,
    frames: [`shop.Orders.on(Orders.java:${line})`, ...RUN],
  })

  it('mark a consume thread that is busy at one place in all of them', () => {
    const threads = compare([at(5), at(1, 2)], [at(5), at(2, 2)], [at(5), at(2, 2)])
    expect(threads.map(({ name, isStuck }) => [name, isStuck])).toEqual([
      [consumer(1), true],
      [consumer(2), false],
    ])
  })

  it('call a thread blocked that waits for the same lock each time, not one that was let in', () => {
    const blockedAt = (line: number): Given => ({ ...at(line), state: 'BLOCKED' })
    expect(compare([blockedAt(5)], [blockedAt(5)])).toMatchObject([{ isBlocked: true, isStuck: true }])
    expect(compare([at(4)], [blockedAt(5)])).toMatchObject([{ isBlocked: false, isStuck: false }])
    expect(compare([], [blockedAt(5)])).toMatchObject([{ isBlocked: false, isStuck: false }])
  })
})
