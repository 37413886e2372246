// The process that holds the Java servers of one rig. It is their parent, so it knows exactly what to end; it ends them when
// asked, when it is told to end itself, and when the process that started the rig is gone (the IPC channel closes, whatever
// killed it). Then it removes the data directory, if it made it.
// Arguments: `temporary <folder to make the data directory in>` or `kept <data directory>`.
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, closeSync, openSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { boundToParent } from './java.ts'
import { reserveSlot } from './port-slots.ts'
import {
  isSupervisorRequest,
  type ProcessOrder,
  type SupervisorReply,
  type SupervisorRequest,
} from './supervisor-protocol.ts'

/** Servers whose data is kept get this long to flush it. */
const GRACE_MS = 15_000

const [lifetime = '', folder = ''] = process.argv.slice(2)
const isTemporary = lifetime === 'temporary'
const running = new Map<string, ChildProcess>()
const dataDir = await makeDataDir()
let closing: Promise<void> | undefined

process.on('message', message => {
  if (isSupervisorRequest(message)) void answer(message)
})
process.on('disconnect', () => void closeAndExit())
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void closeAndExit())
process.on('uncaughtException', error => {
  appendFileSync(join(dataDir, 'supervisor.log'), `${error.stack}\n`)
  void closeAndExit()
})
// The starter may have died before the handlers above were there.
if (process.connected) tell({ kind: 'ready', dataDir })
else void closeAndExit()

async function makeDataDir(): Promise<string> {
  try {
    if (isTemporary) return await mkdtemp(join(folder, 'gantry-rig-'))
    await mkdir(folder, { recursive: true })
    return folder
  } catch (error) {
    tell({ kind: 'unable', reason: error instanceof Error ? error.message : String(error) })
    process.disconnect()
    process.exit(1)
  }
}

async function answer(request: SupervisorRequest): Promise<void> {
  try {
    tell({ kind: 'done', id: request.id, value: await carryOut(request) })
    if (request.op === 'close') process.exit(0)
  } catch (error) {
    tell({ kind: 'failed', id: request.id, reason: error instanceof Error ? error.message : String(error) })
  }
}

async function carryOut(request: SupervisorRequest): Promise<number> {
  switch (request.op) {
    case 'reserve':
      return reserveSlot()
    case 'run':
      return run(request.order)
    case 'end':
      await end(request.name, request.graceMs)
      return 0
    case 'close':
      await close()
      return 0
  }
}

function run(order: ProcessOrder): Promise<number> {
  if (closing) throw new Error('The rig is ending.')
  if (running.has(order.name)) throw new Error(`${order.name} is running already.`)
  const log = openSync(order.logFile, 'a')
  // Should this process itself be killed, the kernel ends the server.
  const [command, args] = boundToParent(order.command, order.args)
  const child = spawn(command, args, { cwd: dataDir, env: order.env, stdio: ['ignore', log, log] })
  closeSync(log)
  if (child.pid !== undefined) running.set(order.name, child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', () => resolve(child.pid ?? 0))
    child.once('exit', (code, signal) => {
      running.delete(order.name)
      tell({ kind: 'exited', name: order.name, status: signal ?? `exit code ${code}` })
    })
  })
}

/** Asks a process to end and, after `graceMs`, makes it. Resolves when it is gone. */
async function end(name: string, graceMs: number): Promise<void> {
  const child = running.get(name)
  if (!child) return
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  child.kill(graceMs > 0 ? 'SIGTERM' : 'SIGKILL')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await gone
  clearTimeout(timer)
}

function close(): Promise<void> {
  closing ??= (async () => {
    const graceMs = isTemporary ? 0 : GRACE_MS
    await Promise.all([...running.keys()].map(name => end(name, graceMs)))
    if (isTemporary) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  })()
  return closing
}

async function closeAndExit(): Promise<void> {
  await close()
  process.exit(0)
}

function tell(reply: SupervisorReply): void {
  // The caller may be gone before that is known here: without a callback, EPIPE would be an uncaught exception.
  if (process.connected) process.send?.(reply, () => undefined)
}
