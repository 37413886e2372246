import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a server has confirmed is on its disk. No test cuts the power: memory does as well, where it can be had. */
export const IN_MEMORY = ['/dev/shm'].find(path => existsSync(path)) ?? tmpdir()

export function newDataDir(): string {
  return mkdtempSync(join(IN_MEMORY, 'gantry-bff-'))
}
