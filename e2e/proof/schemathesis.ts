/**
 * The API against its own OpenAPI document: schemathesis makes requests out of the schemas, good and bad ones, and looks at every
 * answer: no error of the server, no status, content type, header or body that the document does not have.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ENDPOINTS } from '@gantry/contract'
import { ROOT } from '../../scripts/stale.ts'
import { type Console, FIRST_TOKEN, startConsole } from '../console.ts'
import type { Check } from './proof.ts'
import { administrator, type Caller, readOnly } from './schemathesis/callers.ts'
import { LAST } from './schemathesis/cases.ts'
import { installSchemathesis } from './schemathesis/install-schemathesis.ts'
import { type KnownNames, prepare } from './schemathesis/prepare.ts'
import { type Result, runSchemathesis } from './schemathesis/run-schemathesis.ts'

const FOLDER = join(ROOT, 'artifacts/schemathesis')
const EXAMPLES = 10
/** Who asks for more than this in a minute is told so, which is not what is looked at here. */
const ANY_NUMBER = '1000000'

const SETTINGS = {
  // As in production: schemathesis is the one that compares answers with the contract.
  NODE_ENV: 'production',
  GANTRY_SANDBOX: 'on',
  // Addresses of clusters are made up, too, and nobody is to be called at them.
  GANTRY_ALLOWED_ADDRESSES: '127.0.0.1',
  GANTRY_SIGN_INS_PER_MINUTE: ANY_NUMBER,
  GANTRY_CHANGES_PER_MINUTE: ANY_NUMBER,
}

export async function* schemathesis(): AsyncGenerator<Check> {
  rmSync(FOLDER, { recursive: true, force: true })
  const program = installSchemathesis()
  const last = Object.keys(LAST)
  const first = ENDPOINTS.map(({ id }) => id).filter(id => !last.includes(id))
  // Each role has a console of its own: what one has done is nothing to the other.
  for (const asRole of [asReadOnly, asAdministrator]) {
    await using console_ = await startConsole(SETTINGS)
    const names = await prepare(console_.call)
    const caller = await asRole(console_)
    for (const operations of [first, ...last.map(id => [id])]) {
      const { isFine, cases, done } = await look(program, console_, caller, names, operations)
      yield {
        what: `${caller.role}, ${operations.length === 1 ? operations[0] : `${operations.length} operations`}`,
        found: `${cases} requests, ${done} of the operations done, ${isFine ? 'nothing' : 'findings above'}`,
        expected: 'no answer that OpenAPI has not got',
        holds: isFine,
      }
    }
  }
}

function asReadOnly({ url, call }: Console): Promise<Caller> {
  return readOnly(url, call)
}

async function asAdministrator(): Promise<Caller> {
  return administrator(FIRST_TOKEN)
}

function look(
  program: string,
  { url }: Console,
  caller: Caller,
  names: KnownNames,
  operations: readonly string[],
): Promise<Result> {
  const place = operations.length === 1 ? (operations[0] ?? '') : 'all'
  const folder = join(FOLDER, caller.role, place)
  console.log(`As ${caller.role}: ${operations.length} operations`)
  return runSchemathesis({ program, url, caller, names, operations, examples: EXAMPLES, folder })
}
