/**
 * Ends what the rig started when the rig's own process dies, however it dies.
 *
 * A small shell, in a process group of its own, reads from a pipe that only the rig holds open. The pipe closes when
 * the rig's process is gone; then the shell ends the processes listed in the rig's folder and removes the folder.
 */
import { spawn } from 'node:child_process'
import { pidFile } from './java-process.ts'

const SCRIPT = 'cat >/dev/null; [ -f "$1" ] && kill -KILL $(cat "$1") 2>/dev/null; rm -rf "$2"'

export interface Watchdog {
  /** Lets the watchdog go once everything has been stopped and the folder removed. */
  release(): void
}

/** @param dir the rig's folder, removed when the caller dies */
export function startWatchdog(dir: string): Watchdog {
  const shell = spawn('sh', ['-c', SCRIPT, 'watchdog', pidFile(dir), dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return { release: () => shell.stdin.end() }
}
