// The process in the background that holds a rig for `npm run rocketmq -- up`. It starts the rig, tells its starter, and then waits
// for `down`, on a loopback port that only the reader of its file (running.ts) can use.
// Arguments: name, options as JSON.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import type { RigOptions } from './options.ts'
import { type Rig, startRig } from './rig.ts'
import { forgetRunning, saveRunning } from './running.ts'

/** What the keeper tells its starter, once. */
type KeeperNews = { report: object } | { problem: string }

const [name = '', optionsJson = '{}'] = process.argv.slice(2)
const options: RigOptions = JSON.parse(optionsJson)
const token = randomBytes(16).toString('hex')
const control = createServer(socket => listen(socket))
let rig: Rig | undefined

// A starter that dies while the rig starts has no use for it.
process.once('disconnect', () => {
  if (!rig) process.exit(1)
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void end())

try {
  rig = await startRig(options)
  const controlPort = await new Promise<number>(resolve => {
    control.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = control.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  const report = reportOf(rig)
  await saveRunning({ name, controlPort, token, report })
  tell({ report })
} catch (error) {
  tell({ problem: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
  control.close()
}

function reportOf(started: Rig) {
  return {
    name,
    release: started.release,
    clusters: started.clusters.map(({ clusterName, namesrvAddr, brokers, proxy, credentials }) => ({
      clusterName,
      namesrvAddr,
      brokers: brokers.map(({ brokerName, brokerId, addr }) => ({ brokerName, brokerId, addr })),
      ...(proxy ? { proxy } : {}),
      ...(credentials ? { credentials } : {}),
    })),
    ...(started.tlsCaFile ? { tlsCaFile: started.tlsCaFile } : {}),
    dataDir: started.dir,
    keeperPid: process.pid,
    pids: started.pids(),
  }
}

function listen(socket: Socket): void {
  let text = ''
  socket.on('error', () => socket.destroy())
  socket.setEncoding('utf8').on('data', chunk => {
    text += chunk
    if (text.length > 100) socket.destroy()
    else if (text.endsWith('\n')) void obey(socket, text.trim())
  })
}

async function obey(socket: Socket, line: string): Promise<void> {
  const [word, given = ''] = line.split(' ')
  if (given.length !== token.length || !timingSafeEqual(Buffer.from(given), Buffer.from(token))) {
    socket.destroy()
    return
  }
  if (word === 'down') await stopRig()
  await new Promise<void>(resolve => socket.end('ok\n', resolve))
  if (word === 'down') process.exit(0)
}

async function stopRig(): Promise<void> {
  await rig?.stop()
  await forgetRunning(name)
}

async function end(): Promise<void> {
  await stopRig()
  process.exit(0)
}

function tell(news: KeeperNews): void {
  process.send?.(news, () => process.connected && process.disconnect())
}
