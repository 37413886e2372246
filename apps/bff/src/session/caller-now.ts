/** The rights of whoever ordered work that goes on later: what was taken away since the order is not in them. */
import { decide, me } from '@gantry/contract'
import type { AppContext } from '../platform/context.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { SightOf } from '../platform/http/sight-of.ts'
import type { CallerNow } from '../platform/jobs/orderer.ts'
import { findUser } from './user-store.ts'

export function createCallerNow({
  db,
  sightOf,
}: Pick<AppContext, 'db'> & { readonly sightOf: SightOf }): CallerNow {
  return async (orderer, entry, target) => {
    const { userId, username } = orderer
    const user = await findUser(db, userId)
    if (user === undefined || user.isDisabled) {
      throw new AppError('FORBIDDEN', `${username}, who ordered this, was deleted or disabled meanwhile.`)
    }
    const { accountId, mayReadBodies, mustChangePassword, signsInBy } = user
    const caller: Caller = {
      ...orderer,
      role: me.shape.role.parse(user.role),
      ...{ accountId, mayReadBodies, mustChangePassword, signsInBy },
      // Of steps, language and the token's name only what a person asks for depends.
      ...{ mustBindMfa: false, language: null, credentialName: null },
    }
    if (decide(entry, caller, target, await sightOf(caller)) !== 'allowed') {
      throw new AppError('FORBIDDEN', `${username}, who ordered this, may not do it any more.`)
    }
    return caller
  }
}
