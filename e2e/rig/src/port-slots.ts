import { createServer, type Server } from 'node:net'

// A slot is five ports in a row. The first is the guard: whoever has it bound owns the other four, so that two rigs never
// take the same ones, and the operating system gives a slot back by itself when its owner dies. A broker listens on
// `listenPort - 2`, `listenPort` and `listenPort + 1`, hence five.
const SLOT_SIZE = 5
// Below the ports that Linux, macOS and Windows give to outgoing connections.
const FIRST_PORT = 20_000
const SLOT_COUNT = 2_400

/** Ports of a slot, counted from its first port. */
export const SLOT_PORTS = { listen: 3, second: 1 } as const

/**
 * Takes a free slot for as long as this process lives.
 * @returns its first port. Throws when every slot is taken.
 */
export async function reserveSlot(random: () => number = Math.random): Promise<number> {
  const start = Math.floor(random() * SLOT_COUNT)
  for (let step = 0; step < SLOT_COUNT; step++) {
    const first = FIRST_PORT + ((start + step) % SLOT_COUNT) * SLOT_SIZE
    if (await takeSlot(first)) return first
  }
  throw new Error(`All ports from ${FIRST_PORT} to ${FIRST_PORT + SLOT_COUNT * SLOT_SIZE} are taken.`)
}

async function takeSlot(first: number): Promise<boolean> {
  const guard = await bind(first, '127.0.0.1')
  if (!guard) return false
  for (let port = first + 1; port < first + SLOT_SIZE; port++) {
    // On all addresses, since the broker's HA port listens on all of them.
    const trial = await bind(port, '0.0.0.0')
    if (!trial) {
      await close(guard)
      return false
    }
    await close(trial)
  }
  guard.unref()
  return true
}

function bind(port: number, host: string): Promise<Server | undefined> {
  return new Promise(resolve => {
    const server = createServer(socket => socket.destroy())
    server.once('error', () => resolve(undefined))
    server.listen({ port, host, exclusive: true }, () => resolve(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => server.close(() => resolve()))
}
