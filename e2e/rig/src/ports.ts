/** Free ports on loopback, in runs: a broker takes the port it is given, the next one and the one two below. */
import net from 'node:net'
import { RigError } from './rig-error.ts'

const LOWEST = 20_000
const HIGHEST = 32_000
const TRIES = 200

/** Given out by this process and perhaps not bound yet. */
const taken = new Set<number>()

/** @returns the first of `count` free ports in a row, drawn below the range that the system hands out itself */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - count))
    const run = Array.from({ length: count }, (_, index) => first + index)
    if (run.some(port => taken.has(port))) continue
    if (!(await Promise.all(run.map(isFree))).every(Boolean)) continue
    for (const port of run) taken.add(port)
    return first
  }
  throw new RigError(`No ${count} free ports in a row between ${LOWEST} and ${HIGHEST}.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
