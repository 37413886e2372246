/**
 * `npm run audit-dependencies`: asks the registry for known weaknesses of what runs where Gantry runs. Ends with 0 when it knows of none,
 * with 1 when it names some, and with 3 when it gives no answer: then nothing is known, which is not the same as none.
 */
import { spawnSync } from 'node:child_process'
import { ROOT } from './stale.ts'

const NO_ANSWER = 3
/** pnpm's, where a mirror does not offer it, or there is no way to it. */
const UNANSWERED =
  /ERR_PNPM_AUDIT_(BAD_RESPONSE|ENDPOINT_NOT_EXISTS)|ERR_PNPM_META_FETCH_FAIL|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/

const { status, stdout, stderr } = spawnSync('pnpm', ['audit', '--prod'], {
  cwd: ROOT,
  encoding: 'utf8',
  shell: process.platform === 'win32',
})
const said = `${stdout}${stderr}`
if (status === 0) {
  console.log('The registry knows of no weakness of the packages that run where Gantry runs.')
} else if (UNANSWERED.test(said)) {
  console.error(
    'The registry does not answer this question, so nothing is known: ask one that offers `pnpm audit`.',
  )
  process.exitCode = NO_ANSWER
} else {
  console.error(said)
  process.exitCode = 1
}
