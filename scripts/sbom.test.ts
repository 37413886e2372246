import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('only packages whose licences were looked at run where Gantry runs, and the list names each licence', () => {
  const sbom = spawnSync(process.execPath, [join(import.meta.dirname, 'sbom.ts')], { encoding: 'utf8' })
  expect(sbom.stderr).toBe('')
  expect(sbom.status).toBe(0)
  expect(sbom.stdout).toMatch(/^ +\d+ {2}MIT$/m)
  expect(sbom.stdout).toMatch(/^\d{2,} components in artifacts\/sbom\.cdx\.json$/m)
})
