/** What Apache RocketMQ's own classes wrote and read; `fixtures/README.md` tells how it was recorded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @param name of a file in `fixtures/`, whose form the caller knows */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures', name), 'utf8'))
}
