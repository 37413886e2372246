/** Several samples of one client's stacks side by side: who moves, who does not, and who may be in the way. */
import type { ConsumerThread } from '@gantry/contract'
import { type AwaitedLock, awaitedLock, isIdle, methodOf } from './awaited-lock.ts'
import type { StackThread } from './parse-stacks.ts'

/** Java clients of 4.x and 5.x, and those of RocketMQ 5 through a proxy. */
const CONSUME_THREAD = /^(?:ConsumeMessageThread_|MessageConsumption-)/

/** @param samples in the order in which they were taken; what is shown is the last one */
export function compareStacks(samples: readonly (readonly StackThread[])[]): ConsumerThread[] {
  const last = samples.at(-1) ?? []
  const earlier = samples.slice(0, -1).map(sample => new Map(sample.map(thread => [thread.threadId, thread])))
  const threads = last.map(thread => {
    const before = earlier.map(sample => sample.get(thread.threadId))
    return judge(thread, before, last)
  })
  return threads.toSorted(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
}

function judge(
  thread: StackThread,
  before: ReadonlyArray<StackThread | undefined>,
  all: readonly StackThread[],
): ConsumerThread {
  const isConsumeThread = CONSUME_THREAD.test(thread.name)
  const isSpare = isConsumeThread && isIdle(thread)
  const lock = isSpare ? undefined : lockOf(thread, isConsumeThread)
  const isAtOnePlace = before.every(sample => sample?.frames.join('\n') === thread.frames.join('\n'))
  const waitsAlways = before.every(
    sample => sample !== undefined && lockOf(sample, isConsumeThread)?.place === lock?.place,
  )
  return {
    name: thread.name,
    threadId: thread.threadId,
    state: thread.state,
    isConsumeThread,
    isIdle: isSpare,
    isBlocked: lock !== undefined && waitsAlways,
    isStuck: before.length > 0 && isConsumeThread && !isSpare && isAtOnePlace,
    frames: [...thread.frames],
    waitsFor: lock ?? null,
    probableHolders: lock ? holdersOf(thread, lock, all) : [],
  }
}

/** Threads of the client itself park in queues and latches all the time: of them only a monitor counts. */
function lockOf(thread: StackThread, isConsumeThread: boolean): AwaitedLock | undefined {
  return isConsumeThread || thread.state === 'BLOCKED' ? awaitedLock(thread) : undefined
}

/** Threads inside the method where the other one waits, that do not wait there themselves. */
function holdersOf(waiting: StackThread, { place }: AwaitedLock, all: readonly StackThread[]): string[] {
  const method = methodOf(place)
  return all
    .filter(thread => thread.threadId !== waiting.threadId)
    .filter(({ frames }) => frames.some(frame => methodOf(frame) === method))
    .filter(thread => awaitedLock(thread)?.place !== place)
    .map(({ name }) => name)
}

function rank({ isConsumeThread, isBlocked, isStuck, isIdle: isSpare }: ConsumerThread): number {
  if (isConsumeThread) return isBlocked ? 0 : isStuck ? 1 : isSpare ? 3 : 2
  return isBlocked ? 4 : 5
}
