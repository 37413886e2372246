/** `npm run bench -- NAME`: runs one benchmark, prints its table and then the same as JSON. */
import { enableCompileCache } from 'node:module'
import type { Benchmark, Row } from './benchmark.ts'

// Otherwise what compiles the sources stays in memory and is counted with what is measured.
enableCompileCache()

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  api: async () => (await import('./api.ts')).api,
  remoting: async () => (await import('./remoting.ts')).remoting,
  'remoting-fuzz': async () => (await import('./remoting-fuzz.ts')).remotingFuzz,
  'remoting-soak': async () => (await import('./remoting-soak.ts')).remotingSoak,
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
  statistics: async () => (await import('./statistics.ts')).statistics,
  support: async () => (await import('./support.ts')).support,
}

const [name = '', ...args] = process.argv.slice(2)
const load = BENCHMARKS[name]
if (load === undefined) {
  console.error(`Which benchmark? npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}`)
  process.exit(2)
}
const benchmark = await load()
const rows: Row[] = []
for await (const row of benchmark(args)) {
  console.error(`${row.what}: ${row.measured}`)
  rows.push(row)
}
console.table(Object.fromEntries(rows.map(({ what, ...figures }) => [what, figures])))
console.log(JSON.stringify({ benchmark: name, node: process.version, rows }))
