/**
 * What leaves through one connection. What is written in one turn of the event loop leaves together: a system call costs more than
 * the answer to a send.
 */
import type { Socket } from 'node:net'

/** Up to here pieces are copied into one. Longer runs are mostly views of the log, which are handed on as they are. */
const COPIED_BYTES = 64 * 1024
/** A client that reads so much slower than it asks is not listened to until it has caught up. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024

export class Outbox {
  private readonly socket: Socket
  private pieces: Buffer[] = []
  private bytes = 0

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('drain', () => socket.resume())
  }

  post(piece: Buffer): void {
    if (this.pieces.push(piece) === 1) setImmediate(() => this.flush())
    this.bytes += piece.length
  }

  private flush(): void {
    const { pieces, bytes, socket } = this
    this.pieces = []
    this.bytes = 0
    if (socket.destroyed) return
    if (bytes <= COPIED_BYTES)
      socket.write(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces))
    else {
      socket.cork()
      for (const piece of pieces) socket.write(piece)
      socket.uncork()
    }
    if (socket.writableLength > MAX_UNREAD_BYTES) socket.pause()
  }
}
