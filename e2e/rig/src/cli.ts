// `npm run rocketmq -- up | status | down`: a real Apache RocketMQ in the background, for development.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cacheDir } from './cache.ts'
import { type Command, parseCommand, USAGE } from './cli-options.ts'
import { RigError } from './error.ts'
import { withFileLock } from './file-lock.ts'
import type { RigOptions } from './options.ts'
import { findRunning, listRunning, stopRunning } from './running.ts'

const EXIT_FAILED = 1
const EXIT_BAD_USE = 2

try {
  await carryOut(parseCommand(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof RigError)) throw error
  console.error(error.message)
  process.exitCode = error.code === 'BAD_OPTION' ? EXIT_BAD_USE : EXIT_FAILED
}

async function carryOut(command: Command): Promise<void> {
  switch (command.verb) {
    case 'help':
      console.log(USAGE)
      return
    case 'status':
      print((await listRunning()).map(rig => rig.report))
      return
    case 'down':
      await down(command.name)
      return
    case 'up': {
      const { name, options } = command
      print(await withFileLock(`${cacheDir('running', name)}.lock`, () => up(name, options)))
    }
  }
}

async function up(name: string, options: RigOptions): Promise<object> {
  if (await findRunning(name)) {
    throw new RigError('ALREADY_RUNNING', `'${name}' is running: take another --name, or end it with down.`)
  }
  const keeper = spawn(
    process.execPath,
    [fileURLToPath(new URL('./keeper.ts', import.meta.url)), name, JSON.stringify(options)],
    {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  )
  const report = await new Promise<object>((resolve, reject) => {
    keeper.once('message', message => {
      const news = newsOf(message)
      if ('report' in news) resolve(news.report)
      else reject(news.problem)
    })
    keeper.once('exit', () =>
      reject(new RigError('BOOT_FAILED', 'The background process ended before it was ready.')),
    )
  })
  keeper.unref()
  return report
}

/** What the keeper said (KeeperNews). */
function newsOf(message: unknown): { report: object } | { problem: RigError } {
  if (typeof message === 'object' && message !== null) {
    if ('report' in message && typeof message.report === 'object' && message.report)
      return { report: message.report }
    if ('problem' in message) return { problem: new RigError('BOOT_FAILED', String(message.problem)) }
  }
  return { problem: new RigError('BOOT_FAILED', 'The background process did not say what it started.') }
}

async function down(name: string | undefined): Promise<void> {
  const found =
    name === undefined ? await listRunning() : [await findRunning(name)].filter(rig => rig !== undefined)
  if (name !== undefined && found.length === 0) {
    throw new RigError('NOT_RUNNING', `No RocketMQ named '${name}' is running.`)
  }
  await Promise.all(found.map(stopRunning))
  print({ ended: found.map(rig => rig.name) })
}

function print(value: object): void {
  console.log(JSON.stringify(value, null, 2))
}
