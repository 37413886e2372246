import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { reserveSlot, SLOT_PORTS } from './port-slots.ts'

const servers: ReturnType<typeof createServer>[] = []

function listen(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    servers.push(server)
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => resolve(true))
  })
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

describe('a slot of ports', () => {
  it('is not given out twice', async () => {
    const firsts = await Promise.all(Array.from({ length: 20 }, () => reserveSlot(() => 0.2)))
    expect(new Set(firsts).size).toBe(20)
  })

  it('leaves the ports of a broker free: listenPort, two below and one above', async () => {
    const listenPort = (await reserveSlot()) + SLOT_PORTS.listen
    for (const port of [listenPort - 2, listenPort, listenPort + 1])
      expect(await listen(port, '0.0.0.0')).toBe(true)
  })

  it('is passed over when another program has one of its ports, and not kept from others for that', async () => {
    const first = await reserveSlot(() => 0.4)
    expect(await listen(first + 7, '127.0.0.1')).toBe(true)
    expect(await reserveSlot(() => 0.4)).toBe(first + 10)
    expect(await listen(first + 5, '127.0.0.1')).toBe(true)
  })
})
