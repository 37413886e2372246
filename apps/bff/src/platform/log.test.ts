import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

function capture() {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return { lines, log: createLog('info', destination) }
}

describe('the log', () => {
  it('is a JSON line each, with level and time in words', () => {
    const { lines, log } = capture()
    log.info({ operationId: 'topicList' }, 'request')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      operationId: 'topicList',
      msg: 'request',
    })
  })

  it('shows nothing below its level', () => {
    const { lines, log } = capture()
    log.debug('detail')
    expect(lines).toEqual([])
  })

  it.each(['password', 'secretKey', 'token', 'authorization', 'cookie'])(
    'cuts out a %s by its name',
    name => {
      const { lines, log } = capture()
      log.info({ [name]: 'hush!', body: { [name]: 'hush!' } }, 'careless')
      expect(lines.join('')).not.toContain('hush!')
      expect(lines.join('')).toContain('…')
    },
  )
})
