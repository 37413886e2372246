import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Outbox } from './outbox.ts'

const soon = { interval: 5 }
const MEBIBYTE = 1024 * 1024

let client: Socket
let socket: Socket
let received: Buffer[]

beforeEach(async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  client = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
  ;[socket] = await once(server, 'connection')
  server.close()
  received = []
  socket.resume()
})
afterEach(() => {
  client.destroy()
  socket.destroy()
})

function listen(): void {
  client.on('data', chunk => received.push(chunk))
}

const bytesReceived = (): number => received.reduce((sum, { length }) => sum + length, 0)

describe('an outbox', () => {
  it('sends what comes in one turn in its order, small and large pieces alike', async () => {
    listen()
    const outbox = new Outbox(socket)
    const pieces = [Buffer.from('one '), Buffer.alloc(MEBIBYTE, 'x'), Buffer.from(' two')]
    for (const piece of pieces) outbox.post(piece)
    const sent = Buffer.concat(pieces)
    await expect.poll(bytesReceived, soon).toBe(sent.length)
    outbox.post(Buffer.from('three'))
    await expect
      .poll(() => Buffer.concat(received).equals(Buffer.concat([sent, Buffer.from('three')])), soon)
      .toBe(true)
  })

  it('lets its client wait that asks and does not read, until it has caught up', async () => {
    client.pause()
    const outbox = new Outbox(socket)
    for (let piece = 0; piece < 32; piece++) outbox.post(Buffer.alloc(MEBIBYTE))
    await expect.poll(() => socket.isPaused(), soon).toBe(true)
    listen()
    client.resume()
    await expect.poll(bytesReceived, soon).toBe(32 * MEBIBYTE)
    await expect.poll(() => socket.isPaused(), soon).toBe(false)
  })

  it('says nothing once its client is gone', async () => {
    const outbox = new Outbox(socket)
    socket.destroy()
    outbox.post(Buffer.from('late'))
    await once(socket, 'close')
    expect(socket.bytesWritten).toBe(0)
  })
})
