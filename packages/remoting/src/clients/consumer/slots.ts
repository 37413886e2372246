/** So many tasks run at a time; the others wait in order. */
export class Slots {
  private readonly limit: number
  private running = 0
  private waiting: Array<() => void> = []
  /** Index of the one whose turn is next. */
  private first = 0
  private isClosed = false
  private onIdle: (() => void) | undefined

  constructor(limit: number) {
    this.limit = limit
  }

  /** Resolves when the task has run; undefined when the slots were closed before its turn. The task must not throw. */
  run<T>(task: () => Promise<T>): Promise<T | undefined> {
    return new Promise(resolve => {
      const start = (): void => {
        if (this.isClosed) {
          resolve(undefined)
          return
        }
        this.running++
        void task().then(value => {
          this.running--
          resolve(value)
          this.next()
        })
      }
      if (this.isClosed || this.running < this.limit) start()
      else this.waiting.push(start)
    })
  }

  /** Begins nothing more; resolves when what runs has come to its end. */
  async close(): Promise<void> {
    this.isClosed = true
    while (this.first < this.waiting.length) this.waiting[this.first++]?.()
    if (this.running > 0) {
      await new Promise<void>(resolve => {
        this.onIdle = resolve
      })
    }
  }

  private next(): void {
    if (this.running === 0) this.onIdle?.()
    if (this.running >= this.limit) return
    this.waiting[this.first++]?.()
    if (this.first * 2 >= this.waiting.length) {
      this.waiting = this.waiting.slice(this.first)
      this.first = 0
    }
  }
}
