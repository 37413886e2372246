import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where things that are fetched or compiled once are kept, outside of any checkout. */
export function cacheDir(...parts: string[]): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gantry', ...parts)
}
