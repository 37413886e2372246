import { randomBytes, randomInt } from 'node:crypto'
import {
  type AccessKey,
  accessKeyCreate,
  accessKeyDelete,
  accessKeyList,
  accessKeyUpdate,
  ownGrantList,
} from '@gantry/contract'
import { type Clock, toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { failuresOf } from './access-failures.ts'
import { disableKey, forgetKey, insertKey, selectKeysOf } from './access-key-store.ts'
import type { AccessKeyTable } from './access-key-table.ts'
import type { AccessNeeds } from './access-needs.ts'
import type { AccessService } from './access-service.ts'
import { ACCESS_KEY_PREFIX } from './broker-access.ts'
import { SECRET_PURPOSE } from './cluster-access.ts'
import { ownGrants } from './own-grants.ts'

interface AccessKeyNeeds extends AccessNeeds {
  readonly access: AccessService
}

/** One in use and the one that takes its place. */
const MAX_KEYS = 2
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const KEY_LETTERS = 16
const SECRET_BYTES = 24

export function accessKeyOperations(needs: AccessKeyNeeds): Operation[] {
  const { db, clock, secrets, access } = needs
  const find = async ({ userId }: Caller, accessKey: string): Promise<AccessKey> => {
    const row = (await selectKeysOf(db, userId)).find(({ access_key }) => access_key === accessKey)
    if (!row) throw noSuchKey()
    return present(row)
  }
  return [
    operation(ownGrantList, async ({ caller }) => ({ items: await ownGrants(needs, caller) })),
    operation(accessKeyList, async ({ caller: { userId } }) => ({
      items: (await selectKeysOf(db, userId)).map(present),
    })),
    operation(accessKeyCreate, async ({ caller: { userId, accountId }, signal, audit }) => {
      if (accountId === null) {
        throw new AppError(
          'CONFLICT',
          'An administrator belongs to no tenant account, so a key would open nothing.',
        )
      }
      const secretKey = randomBytes(SECRET_BYTES).toString('base64url')
      const row = newKey(clock, userId, secrets.seal(secretKey, SECRET_PURPOSE))
      audit.target(`access key ${row.access_key}`)
      const fits = await insertKey(db, row, MAX_KEYS)
      if (!fits)
        throw new AppError('LIMIT_EXCEEDED', `A user has ${MAX_KEYS} access keys at most: delete one first.`)
      audit.change(null, { isDisabled: false })
      const outcomes = await access.settle([row.access_key], signal)
      audit.details({ failures: failuresOf(outcomes) })
      return { accessKey: present(row), secretKey, outcomes }
    }),
    operation(accessKeyUpdate, async ({ caller, params, body: { isDisabled }, signal, audit }) => {
      audit.target(`access key ${params.accessKey}`)
      const before = await find(caller, params.accessKey)
      const row = await disableKey(db, caller.userId, params.accessKey, isDisabled)
      if (!row) throw noSuchKey()
      audit.change({ isDisabled: before.isDisabled }, { isDisabled })
      const outcomes = await access.settle([row.access_key], signal)
      audit.details({ failures: failuresOf(outcomes) })
      return { accessKey: present(row), outcomes }
    }),
    operation(accessKeyDelete, async ({ caller, params: { accessKey }, signal, audit }) => {
      audit.target(`access key ${accessKey}`)
      const { isDisabled } = await find(caller, accessKey)
      const existed = await forgetKey(db, caller.userId, accessKey)
      if (!existed) throw noSuchKey()
      audit.change({ isDisabled }, null)
      const outcomes = await access.settle([accessKey], signal)
      audit.details({ failures: failuresOf(outcomes) })
      return { outcomes }
    }),
  ]
}

function newKey({ nowMs }: Clock, userId: string, sealed: string): AccessKeyTable & { user_id: string } {
  const letters = Array.from({ length: KEY_LETTERS }, () => LETTERS[randomInt(LETTERS.length)])
  return {
    access_key: `${ACCESS_KEY_PREFIX}${letters.join('')}`,
    user_id: userId,
    secret_encrypted: sealed,
    is_disabled: 0,
    created_at: nowMs(),
  }
}

function present({ access_key, is_disabled, created_at }: AccessKeyTable): AccessKey {
  return { accessKey: access_key, isDisabled: is_disabled === 1, createdAt: toTimestamp(created_at) }
}

function noSuchKey(): AppError {
  return new AppError('NOT_FOUND', 'You have no such access key: it may have been deleted already.')
}
