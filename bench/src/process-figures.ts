/** What Linux tells of a process that runs. */
import { readFileSync } from 'node:fs'

/** Of `/proc/PID/stat`: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100
/** Places of utime and stime behind the name of the program, which may hold spaces. */
const [USER_TICKS, SYSTEM_TICKS] = [11, 12] as const

export function residentMb(pid: number): number {
  const [, kilobytes = 'NaN'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}

/** That it has used since it began, of all cores together. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const figures = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(figures[USER_TICKS]) + Number(figures[SYSTEM_TICKS])) / TICKS_PER_SECOND
}

/** How much of one core it uses while so many seconds pass: 1 is all of it. */
export async function cpuShare(pid: number, seconds: number): Promise<number> {
  const before = cpuSeconds(pid)
  await new Promise(resolve => setTimeout(resolve, seconds * 1_000))
  return (cpuSeconds(pid) - before) / seconds
}
