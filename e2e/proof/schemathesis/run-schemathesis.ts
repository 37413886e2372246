/** One run of the program: which operations, as whom, with which names. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Caller } from './callers.ts'
import { KNOWN_NAMES_SHARE } from './cases.ts'
import type { KnownNames } from './prepare.ts'

export interface SchemathesisRun {
  /** Its program. */
  readonly program: string
  /** Of the console. */
  readonly url: string
  readonly caller: Caller
  readonly names: KnownNames
  /** Operation IDs. */
  readonly operations: readonly string[]
  /** Of each operation, beside those that go along the edges of each parameter. */
  readonly examples: number
  /** Where its settings and what it says are kept. */
  readonly folder: string
}

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'response_headers_conformance',
]

/** What it says of its cases, for each operation and phase: those that were accepted were answered with success. */
const reportShape = z.object({
  test_cases: z.object({ generated: z.int() }),
  valid_rates: z.record(z.string(), z.record(z.string(), z.object({ accepted: z.int() }))),
})

export interface Result {
  readonly isFine: boolean
  readonly cases: number
  /** Operations that were done at least once. */
  readonly done: number
}

export async function runSchemathesis(run: SchemathesisRun): Promise<Result> {
  mkdirSync(run.folder, { recursive: true })
  const settings = join(run.folder, 'schemathesis.toml')
  // It holds what the caller is known by.
  writeFileSync(settings, settingsOf(run), { mode: 0o600 })
  const report = join(run.folder, 'report.json')
  const args = [
    ...['--config-file', settings, 'run', `${run.url}/api/openapi.json`, '--no-color'],
    ...['--phases', 'coverage,fuzzing', '--checks', CHECKS.join(',')],
    ...['--report', 'json', '--report-json-path', report],
    ...run.operations.flatMap(operation => ['--include-operation-id', operation]),
  ]
  const child = spawn(run.program, args, { cwd: run.folder, stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'exit')
  const { test_cases, valid_rates } = reportShape.parse(JSON.parse(readFileSync(report, 'utf8')))
  const isDone = (phases: object): boolean => Object.values(phases).some(({ accepted }) => accepted > 0)
  return {
    isFine: code === 0,
    cases: test_cases.generated,
    done: Object.values(valid_rates).filter(isDone).length,
  }
}

/** TOML, of which JSON's strings and lists are a part. */
function settingsOf({ caller, names, examples }: SchemathesisRun): string {
  const known = Object.entries(names).filter(([, values]) => values.length > 0)
  return [
    'request-timeout = 30',
    'continue-on-failure = true',
    'workers = 2',
    'warnings = false',
    '[generation]',
    `max-examples = ${examples}`,
    // The same cases each time: what was found is found again.
    'deterministic = true',
    // Who calls is fixed.
    'with-security-parameters = false',
    'database = "none"',
    '[headers]',
    ...Object.entries(caller.headers).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    ...known.flatMap(([name, values]) => [
      `[dictionaries.${JSON.stringify(name)}]`,
      `values = ${JSON.stringify(values)}`,
    ]),
    '[parameters]',
    ...known.map(
      ([name]) =>
        `${JSON.stringify(name)} = { dictionary = ${JSON.stringify(name)}, probability = ${KNOWN_NAMES_SHARE} }`,
    ),
  ].join('\n')
}
