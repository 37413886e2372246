import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'gantry-run-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', GANTRY_DATA_DIR: dataDir, GANTRY_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => (said.stdout += chunk))
  child.stderr.on('data', chunk => (said.stderr += chunk))
  const code = new Promise<number | null>(resolve => child.on('close', resolve))
  return { child, said, code }
}

describe('the program', () => {
  it('lists commands and settings with --help', async () => {
    const { said, code } = start(['--help'], {})
    expect(await code).toBe(0)
    expect(said.stdout).toMatch(
      /rotate-key[\s\S]*reset-password[\s\S]*reset-mfa[\s\S]*verify-audit[\s\S]*GANTRY_HOST[\s\S]*GANTRY_READS_PER_MINUTE/,
    )
  })

  it('runs without any setting, with the sandbox, until it is told to stop', async () => {
    const { child, said, code } = start([], {})
    await expect.poll(() => said.stderr, { timeout: 50_000 }).toMatch(/one-time password/)
    expect(said.stderr).toMatch(/^Gantry listens on http:\/\/127\.0\.0\.1:\d+\nIt shows the sandbox, /)
    child.kill('SIGTERM')
    expect(await code).toBe(0)
  })

  it.each([
    [['dance'], {}, 2, /^Usage: /],
    [[], { GANTRY_PORT: 'x' }, 1, /^GANTRY_PORT must be a whole number from 0 to 65535, not 'x'\.\n$/],
    [['reset-password', 'nobody'], {}, 1, /^There is no user named nobody who signs in with a password\.\n$/],
    [
      [],
      { GANTRY_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
      1,
      /^Gantry could not start: .*ECONNREFUSED.*\n$/,
    ],
  ] as const)('ends with a sentence: %j %j', async (args, env, expectedCode, sentence) => {
    const { said, code } = start(args, env)
    expect(await code).toBe(expectedCode)
    expect(said.stderr).toMatch(sentence)
  })
})
