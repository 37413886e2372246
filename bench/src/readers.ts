/** Many people with a page open: each asks, reads, and asks again. */
import { setTimeout } from 'node:timers/promises'
import type { Console } from './console.ts'

export interface Readers {
  readonly timesMs: number[]
  readonly errors: number
}

/** Twice as often as a page of the console that is left open. */
const PAUSE_MS = 5_000

/** @param paths below `/api/v1`, in turns */
export async function readTogether(
  { get }: Console,
  paths: readonly string[],
  readers: number,
  seconds: number,
): Promise<Readers> {
  const endMs = performance.now() + seconds * 1_000
  const timesMs: number[] = []
  let errors = 0
  const reader = async (number: number): Promise<void> => {
    await setTimeout((PAUSE_MS * number) / readers)
    for (let turn = number; performance.now() < endMs; turn++) {
      const start = performance.now()
      await get(paths[turn % paths.length] ?? '').then(
        () => timesMs.push(performance.now() - start),
        () => errors++,
      )
      await setTimeout(PAUSE_MS * (0.5 + Math.random()))
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, number) => reader(number)))
  return { timesMs, errors }
}
