import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSecrets, SecretUnreadable } from './secrets.ts'

const key = randomBytes(32)
const secrets = createSecrets(key)
const PURPOSE = 'clusters.secret_key'

describe('a sealed secret', () => {
  it.each(['', 'rocketmq', 'ключ 🔑', 'x'.repeat(10_000)])('opens to what it was: %j', plain => {
    expect(secrets.open(secrets.seal(plain, PURPOSE), PURPOSE)).toBe(plain)
  })

  it('looks different every time, and shows nothing', () => {
    const [one, two] = [secrets.seal('12345678', PURPOSE), secrets.seal('12345678', PURPOSE)]
    expect(one).not.toBe(two)
    expect(one).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]{32}$/)
  })

  it('does not open for another purpose or with another key', () => {
    const sealed = secrets.seal('12345678', PURPOSE)
    expect(() => secrets.open(sealed, 'users.totp')).toThrow(SecretUnreadable)
    expect(() => createSecrets(randomBytes(32)).open(sealed, PURPOSE)).toThrow(
      'The secret kept in clusters.secret_key cannot be read: it was sealed with another key than GANTRY_SECRET_KEY or the key file holds.',
    )
  })

  it('opens with an older key that is still known', () => {
    const sealed = secrets.seal('12345678', PURPOSE)
    const rotated = createSecrets(randomBytes(32), [randomBytes(32), key])
    expect(rotated.open(sealed, PURPOSE)).toBe('12345678')
  })

  it('does not open when any of its characters was changed', () => {
    const sealed = secrets.seal('12345678', PURPOSE)
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'Q' : 'A'
      const altered = sealed.slice(0, at) + other + sealed.slice(at + 1)
      expect(() => secrets.open(altered, PURPOSE)).toThrow(SecretUnreadable)
    }
  })

  it.each(['', 'v1', 'v1...', 'plain text', 'v1.a.b.c'])('is not %j', text => {
    expect(() => secrets.open(text, PURPOSE)).toThrow(SecretUnreadable)
  })
})

describe('what is derived from the key', () => {
  it('is the same each time, and another for each purpose and key', () => {
    expect(secrets.derive('cookies')).toBe(createSecrets(key).derive('cookies'))
    expect(secrets.derive('cookies')).toMatch(/^[\da-f]{64}$/)
    const others = [secrets.derive('x'), createSecrets(randomBytes(32)).derive('cookies')]
    expect(others).not.toContain(secrets.derive('cookies'))
    expect(secrets.digest('a', 'csrf')).toBe(secrets.digest('a', 'csrf'))
    expect(secrets.digest('a', 'csrf')).not.toBe(secrets.digest('a', 'names'))
  })
})
