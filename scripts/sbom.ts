/**
 * `npm run sbom`: writes what server and web app are made of as CycloneDX, and lists the licences. Ends with 1 when there is one
 * that nobody has looked at yet.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './stale.ts'

const FILE = 'artifacts/sbom.cdx.json'
/** What runs where Gantry runs: tools of development and tests do not. */
const SHIPPED = ['--filter', '@gantry/bff', '--filter', '@gantry/web', '--prod']
/** May be passed on together with Gantry, whose licence is Apache-2.0. */
const ACCEPTED: ReadonlySet<string> = new Set([
  '(MIT OR Apache-2.0)',
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT AND ISC AND BSD-3-Clause',
])

interface Component {
  readonly group?: string
  readonly name: string
  readonly version: string
  readonly licenses?: ReadonlyArray<{
    readonly expression?: string
    readonly license?: { readonly id?: string; readonly name?: string }
  }>
}

const components = writeBom()
const byLicence = Map.groupBy(components, licenceOf)
for (const [licence, holders] of [...byLicence].toSorted(([a], [b]) => a.localeCompare(b))) {
  console.log(`${String(holders.length).padStart(5)}  ${licence}`)
}
console.log(`${components.length} components in ${FILE}`)
const unknown = components.filter(component => !ACCEPTED.has(licenceOf(component)))
for (const component of unknown) {
  const { group, name, version } = component
  console.error(
    `${group ? `${group}/` : ''}${name} ${version} has a licence to look at: ${licenceOf(component)}`,
  )
}
process.exitCode = unknown.length > 0 ? 1 : 0

function writeBom(): readonly Component[] {
  const path = join(ROOT, FILE)
  mkdirSync(dirname(path), { recursive: true })
  const kind = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application']
  const { status } = spawnSync('pnpm', [...SHIPPED, 'sbom', ...kind, '--out', path], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
  const bom: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isBom(bom)) throw new Error(`${FILE} is not what pnpm used to write: it lists no components.`)
  return bom.components
}

function isBom(value: unknown): value is { readonly components: readonly Component[] } {
  return (
    typeof value === 'object' && value !== null && 'components' in value && Array.isArray(value.components)
  )
}

function licenceOf({ licenses = [] }: Component): string {
  const names = licenses.map(
    ({ expression, license }) => expression ?? license?.id ?? license?.name ?? 'none',
  )
  return names.length > 0 ? names.join(' AND ') : 'none'
}
