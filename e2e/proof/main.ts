/**
 * `npm run prove -- NAME`: holds the console, as a process, against a real RocketMQ or its own contract in ways that take minutes. Prints each check as
 * it comes; exit code 1 when one does not hold.
 */
import buildConsole from '../build-console.ts'
import type { Proof } from './proof.ts'

const PROOFS: Readonly<Record<string, () => Promise<Proof>>> = {
  replication: async () => (await import('./replication.ts')).replication,
  schemathesis: async () => (await import('./schemathesis.ts')).schemathesis,
  statistics: async () => (await import('./statistics.ts')).statistics,
}

const [name = ''] = process.argv.slice(2)
const load = PROOFS[name]
if (load === undefined) {
  console.error(`Which proof? npm run prove -- ${Object.keys(PROOFS).join(' | ')}`)
  process.exit(2)
}
await buildConsole()
const prove = await load()
let [made, failed] = [0, 0]
for await (const { what, found, expected, holds } of prove()) {
  made++
  if (!holds) failed++
  console.log(
    holds ? `holds   ${what}: ${found}` : `FAILED  ${what}: ${found}\n        expected: ${expected}`,
  )
}
console.log(`${made} checks, ${failed} failed`)
process.exitCode = failed === 0 && made > 0 ? 0 : 1
