import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const ROOMS = /^(apps|packages|e2e|scripts)\//
const TEXT = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8')

describe('docs/threat-model.md', () => {
  it('names tests that there are', () => {
    const named = [...TEXT.matchAll(/`([\w./-]+\.(?:test|e2e)\.ts)`/g)].map(([, path = '']) => path)
    const paths = [...new Set(named)].map(path => (ROOMS.test(path) ? path : `apps/bff/src/${path}`))
    expect(paths.length).toBeGreaterThan(20)
    expect(paths.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('has for each attack a control, and a test or a proof that tries it', () => {
    const [, ...tables] = TEXT.split('| attack | control | test |\n| --- | --- | --- |\n')
    const rows = tables.flatMap(table => table.split('\n\n')[0]?.trim().split('\n') ?? [])
    expect(rows.length).toBeGreaterThan(50)
    const isWhole = (row: string): boolean => {
      const [, attack = '', control = '', test = ''] = row.split('|').map(cell => cell.trim())
      return attack !== '' && control !== '' && /\.(test|e2e)\.ts`|`npm run /.test(test)
    }
    expect(rows.filter(row => !isWhole(row))).toEqual([])
  })

  it('leaves out no test of an attack', () => {
    const tests = readdirSync(join(ROOT, 'apps/bff/src/attacks'))
    expect(tests.filter(file => !TEXT.includes(`attacks/${file}`))).toEqual([])
  })
})
