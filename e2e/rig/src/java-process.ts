/** One Java process of the rig: its log, its start and its end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RigError } from './rig-error.ts'

export interface JavaCommand {
  readonly name: string
  readonly jvmArgs: readonly string[]
  readonly classpath: string
  readonly mainClass: string
  readonly args: readonly string[]
  /** Folder of the rig: holds the log and the list of process ids. */
  readonly dir: string
}

export class JavaProcess {
  readonly name: string
  private readonly child: ChildProcess
  private readonly logFile: string
  private readonly exited: Promise<void>

  private constructor(command: JavaCommand) {
    this.name = command.name
    this.logFile = join(command.dir, `${command.name}.log`)
    const log = openSync(this.logFile, 'a')
    const args = [...command.jvmArgs, '-cp', command.classpath, command.mainClass, ...command.args]
    this.child = spawn('java', args, { cwd: command.dir, stdio: ['ignore', log, log] })
    closeSync(log)
    this.exited = new Promise(resolve => {
      this.child.once('close', () => resolve())
      this.child.once('error', () => resolve())
    })
  }

  /** @throws RigError when there is no Java */
  static async start(command: JavaCommand): Promise<JavaProcess> {
    const process = new JavaProcess(command)
    if (process.pid === undefined) {
      throw new RigError(
        'Java is missing: install a JDK (on Debian: apt-get install openjdk-17-jdk-headless).',
      )
    }
    await appendFile(pidFile(command.dir), `${process.pid}\n`)
    return process
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  /** The process's last words, for an error. */
  async lastWords(): Promise<string> {
    const log = await readFile(this.logFile, 'utf8').catch(() => '')
    return log.trim().split('\n').slice(-12).join('\n')
  }

  /** Asks it to end; ends it after `graceMs`, at once when that is 0. */
  async stop(graceMs: number): Promise<void> {
    if (!this.isRunning) return
    this.child.kill(graceMs === 0 ? 'SIGKILL' : 'SIGTERM')
    const timer = setTimeout(() => this.child.kill('SIGKILL'), graceMs)
    await this.exited
    clearTimeout(timer)
  }
}

export function pidFile(dir: string): string {
  return join(dir, 'pids')
}
