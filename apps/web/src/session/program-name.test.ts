import { expect, it } from 'vitest'
import { programName } from './program-name.ts'

it('calls a browser and its system by their names', () => {
  const chrome =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
  expect(programName(chrome)).toEqual({ browser: 'Chrome', system: 'macOS' })
  expect(programName(firefox)).toEqual({ browser: 'Firefox', system: 'Windows' })
})

it('leaves what is no browser as it says it is', () => {
  expect(programName('curl/8.5.0')).toBeUndefined()
  expect(programName('')).toBeUndefined()
})
