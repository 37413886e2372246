import { isOwnPath } from '@gantry/rules'
import { paths } from '../paths.ts'

/** Where to go after sign-in: only a path of this app, whatever a link from elsewhere says. */
export function safeNext(next: string | null): string {
  const isOurs = next !== null && isOwnPath(next) && !next.startsWith('/sign-in')
  return isOurs ? next : paths.home()
}
