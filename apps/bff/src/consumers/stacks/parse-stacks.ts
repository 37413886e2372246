/**
 * Reads the stacks that a Java client sends: for each thread a line `name TID: 12 STATE: RUNNABLE`, a line for each frame, innermost
 * first, and an empty one. Each line begins with the thread's name, filled up to 40 letters.
 * Defined in `common/UtilAll#jstack`. Locks are not told, nor is who holds them.
 */
export interface StackThread {
  readonly name: string
  readonly threadId: string
  /** Of `java.lang.Thread.State`. */
  readonly state: string
  /** Innermost first. */
  readonly frames: readonly string[]
}

const NAME_WIDTH = 40
/** Loader and module, as since Java 9: `app//shop.Orders`, `java.base@17.0.13/java.lang.Thread`. They only lengthen a line. */
const ORIGIN = /^(?:[\w.@+-]*\/){1,2}/
const HEAD = /^(.*?) *TID: (\d+) STATE: (\w+)$/

/** @returns none for what is not Java's: clients of other languages send whatever they have */
export function parseStacks(text: string): StackThread[] {
  const threads: StackThread[] = []
  let frames: string[] = []
  let prefix = ''
  for (const line of text.split(/\r?\n/)) {
    const [, name, threadId, state] = HEAD.exec(line) ?? []
    if (name !== undefined && threadId !== undefined && state !== undefined) {
      frames = []
      prefix = name.padEnd(NAME_WIDTH)
      threads.push({ name, threadId, state, frames })
    } else if (threads.length > 0 && line.startsWith(prefix) && line.length > prefix.length) {
      frames.push(line.slice(prefix.length).replace(ORIGIN, ''))
    }
  }
  return threads
}
