/** The commands of the server's program. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Config, ConfigError, readConfig } from './platform/config/config.ts'
import { settingsHelp } from './platform/config/settings.ts'
import { createLog } from './platform/log.ts'
import type { RunningServer } from './server.ts'
import { startConsole } from './start-console.ts'

const USAGE = `Usage: node src/main.ts [command]

Without a command the server starts.
  rotate-key              seal every secret with a new key; stop the server first
  reset-password <user>   give a user a new first password, printed once
  reset-mfa <user>        forget the device of a user who lost it, and the recovery codes
  verify-audit [hash]     check that nothing in the audit record was changed, nor what led to a hash noted before
  --help                  this text

Settings (environment):
`

const WEB_DIR = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** @returns the exit code */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [command, name] = args
  try {
    if (command === '--help' || command === '-h') {
      print(USAGE + settingsHelp())
      return 0
    }
    const config = readConfig(env)
    if (command === undefined) return await serve(config)
    if (command === 'rotate-key') {
      const { rotateKey } = await import('./platform/secrets/rotate-key.ts')
      const count = await rotateKey(config, createLog(config.logLevel))
      print(`Sealed ${count} secrets with a new key. The old key is gone from the key file.`)
      return 0
    }
    if (command === 'reset-password' && name !== undefined) {
      const { resetPassword } = await import('./session/reset-password.ts')
      print(await resetPassword(config, createLog(config.logLevel), name))
      return 0
    }
    if (command === 'reset-mfa' && name !== undefined) {
      const { resetMfa } = await import('./session/mfa/reset-mfa.ts')
      print(await resetMfa(config, createLog(config.logLevel), name))
      return 0
    }
    if (command === 'verify-audit') {
      const { verifyAudit } = await import('./audit/verify-audit.ts')
      print(await verifyAudit(config, createLog(config.logLevel), name))
      return 0
    }
    complain(USAGE + settingsHelp())
    return 2
  } catch (error) {
    if (error instanceof ConfigError) complain(error.message)
    else complain(`Gantry could not start: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

async function serve(config: Config): Promise<number> {
  const server = await startConsole(config, existsSync(WEB_DIR) ? { webDir: WEB_DIR } : {})
  announce(server)
  const stopped = Promise.withResolvers<number>()
  const stop = (signal: NodeJS.Signals): void => {
    server.log.info({ signal }, 'stopping')
    server.close().then(
      () => stopped.resolve(0),
      error => stopped.reject(error),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return stopped.promise
}

/** For the person at the terminal, on standard error: standard output carries the log. */
function announce({ url, context, firstSignIn }: RunningServer): void {
  complain(`Gantry listens on ${url}`)
  if (context.config.sandbox) {
    complain('It shows the sandbox, a cluster in this process: GANTRY_NAMESRV names one of your own.')
  }
  if (!firstSignIn) return
  const { username, password } = firstSignIn
  complain(
    password === undefined
      ? `Sign in as ${username} with the password of GANTRY_ADMIN_PASSWORD; the console asks for a new one.`
      : `Sign in as ${username} with the one-time password ${password} (shown this once); the console asks for a new one.`,
  )
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
