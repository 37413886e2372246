import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isAlive } from '../test-support/processes.ts'
import { javaEnvironment, javaProgram } from './java.ts'
import { compileJava, runJava } from './java-run.ts'

const dir = mkdtempSync(join(tmpdir(), 'gantry-java-'))

beforeEach(() => {
  vi.stubEnv('XDG_CACHE_HOME', join(dir, 'cache'))
})

afterEach(() => {
  vi.unstubAllEnvs()
})

afterAll(() => rmSync(dir, { recursive: true }))

function source(className: string, body: string): string {
  const file = join(dir, `${className}.java`)
  writeFileSync(
    file,
    `public class ${className} { public static void main(String[] args) throws Exception { ${body} } }`,
  )
  return file
}

describe('Java', () => {
  it('is asked to be installed when it is not there', () => {
    vi.stubEnv('PATH', dir)
    vi.stubEnv('JAVA_HOME', '')
    expect(() => javaProgram('java')).toThrow(/'java' was not found: install a Java development kit 17/)
  })

  it('gets the environment without what would lead RocketMQ elsewhere', () => {
    vi.stubEnv('NAMESRV_ADDR', 'elsewhere:9876')
    vi.stubEnv('KEPT', 'yes')
    expect(javaEnvironment()).toMatchObject({ KEPT: 'yes' })
    expect(javaEnvironment()).not.toHaveProperty('NAMESRV_ADDR')
  })
})

describe('a Java program', () => {
  it('is compiled once for the same text', async () => {
    const file = source('Twice', 'System.out.println(1);')
    const classes = await compileJava(file, dir)
    expect(readdirSync(classes)).toEqual(['Twice.class'])
    expect(await compileJava(file, dir)).toBe(classes)
    expect(await compileJava(source('Twice', 'System.out.println(2);'), dir)).not.toBe(classes)
  })

  it('that does not compile is an error with the words of the compiler', async () => {
    await expect(compileJava(source('Wrong', 'int x = "one";'), dir)).rejects.toMatchObject({
      code: 'JAVA_FAILED',
      message: expect.stringMatching(/Wrong\.java does not compile:[\s\S]*incompatible types/),
    })
  })

  it('is talked with line by line', async () => {
    const file = source(
      'Echo',
      `var in = new java.util.Scanner(System.in); System.out.println("ready " + args[0]);
       System.out.println("heard " + in.nextLine()); System.err.print("bye"); System.exit(3);`,
    )
    await using run = await runJava(file, dir, ['now'])
    const lines: string[] = []
    for await (const line of run.lines) {
      lines.push(line)
      if (line === 'ready now') run.write('hello ü')
    }
    expect(lines).toEqual(['ready now', 'heard hello ü'])
    expect(await run.ended).toEqual({ exitCode: 3, errors: 'bye' })
  })

  it('is told to finish by the end of its input', async () => {
    const file = source('Patient', 'while (System.in.read() >= 0) continue; System.out.println("finished");')
    await using run = await runJava(file, dir, [])
    run.endInput()
    const lines: string[] = []
    for await (const line of run.lines) lines.push(line)
    expect(lines).toEqual(['finished'])
    expect(await run.ended).toEqual({ exitCode: 0, errors: '' })
  })

  it('is ended with the value that stands for it', async () => {
    const file = source(
      'Endless',
      'System.out.println(ProcessHandle.current().pid()); Thread.sleep(1_000_000);',
    )
    let pid = 0
    {
      await using run = await runJava(file, dir, [])
      for await (const line of run.lines) {
        pid = Number(line)
        break
      }
      expect(isAlive(pid)).toBe(true)
    }
    expect(isAlive(pid)).toBe(false)
  })
})
