/**
 * What leaves through one socket. Frames of the same turn leave in one write; while the peer has much still to take,
 * the outbox is full and says when there is room again.
 */
import type { Socket } from 'node:net'

/** Enough to keep any link busy. */
const FULL_BYTES = 1_048_576

export class Outbox {
  private readonly socket: Socket
  private readonly onRoom: () => void
  private frames: Buffer[] = []
  private frameBytes = 0
  private onWritten: Array<() => void> = []

  /** @param onRoom told whenever there may be room: after each write that did not fill the outbox, and after a stall */
  constructor(socket: Socket, onRoom: () => void) {
    this.socket = socket
    this.onRoom = onRoom
    socket.on('drain', onRoom)
  }

  /** Bytes that this process still holds. */
  get unsentBytes(): number {
    return this.frameBytes + this.socket.writableLength
  }

  get isFull(): boolean {
    return this.unsentBytes >= FULL_BYTES
  }

  /** @param onWritten told once the frame has left this process; never when the connection dies before */
  post(frame: Buffer, onWritten?: () => void): void {
    if (this.frames.push(frame) === 1) queueMicrotask(() => this.flush())
    this.frameBytes += frame.length
    if (onWritten) this.onWritten.push(onWritten)
  }

  private flush(): void {
    const { frames, onWritten } = this
    this.frames = []
    this.frameBytes = 0
    this.onWritten = []
    if (this.socket.destroyed) return
    const bytes = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames)
    if (onWritten.length === 0) this.socket.write(bytes)
    else {
      this.socket.write(bytes, error => {
        if (!error) for (const told of onWritten) told()
      })
    }
    if (!this.isFull) this.onRoom()
  }
}
