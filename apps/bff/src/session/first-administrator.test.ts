import { passwordProblem } from '@gantry/rules'
import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../test-support/databases.ts'
import { createCapabilities } from '../capabilities.ts'
import { readConfig } from '../platform/config/config.ts'
import { createContext } from '../platform/context.ts'
import { createLog } from '../platform/log.ts'
import { newPassword } from './first-administrator.ts'
import { resetPassword } from './reset-password.ts'
import { createSessionService } from './session-service.ts'

const log = createLog('silent')

describe.each(ENGINES)('the first start, on %s', engine => {
  it('makes admin with a password that is told once', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({}), ...database.settings }
    await using first = await createContext(config, { log })
    const { firstSignIn } = await createCapabilities(first)
    expect(firstSignIn?.username).toBe('admin')
    expect(passwordProblem(firstSignIn?.password ?? '')).toBeUndefined()
    await using second = await createContext(config, { log })
    expect((await createCapabilities(second)).firstSignIn).toBeUndefined()
  })

  it('does not print a password that was set', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({ GANTRY_ADMIN_PASSWORD: 'chosen!pw1' }), ...database.settings }
    await using context = await createContext(config, { log })
    expect((await createCapabilities(context)).firstSignIn).toEqual({
      username: 'admin',
      password: undefined,
    })
  })

  it('makes one administrator when two replicas start at once', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({}), ...database.settings }
    await using one = await createContext(config, { log })
    await using two = await createContext(config, { log })
    const made = await Promise.all([createCapabilities(one), createCapabilities(two)])
    expect(made.filter(({ firstSignIn }) => firstSignIn !== undefined)).toHaveLength(1)
    expect(await one.db.selectFrom('users').select('username').execute()).toEqual([{ username: 'admin' }])
  })

  it('can be made up for by whoever runs the server, when the password is lost', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({}), ...database.settings }
    await using context = await createContext(config, { log })
    const session = await createSessionService(context)
    const told = await resetPassword(config, log, 'admin')
    const password = /password (\S+);/.exec(told)?.[1] ?? ''
    const { me } = await session.signIn(
      { username: 'admin', password },
      { headers: new Headers(), address: '' },
      () => undefined,
    )
    expect(me.mustChangePassword).toBe(true)
    await expect(resetPassword(config, log, 'nobody')).rejects.toThrow(
      'There is no user named nobody who signs in with a password.',
    )
  })
})

describe('a one-time password', () => {
  it('is always one that the policy takes, and never twice the same', () => {
    const passwords = Array.from({ length: 200 }, newPassword)
    expect(passwords.map(passwordProblem).filter(Boolean)).toEqual([])
    expect(new Set(passwords).size).toBe(200)
  })
})
