/** Users and policies of ACL 2.0. */
import { authCreateUser } from '../../src/requests/3001-auth-create-user.ts'
import { authUpdateUser } from '../../src/requests/3002-auth-update-user.ts'
import { authDeleteUser } from '../../src/requests/3003-auth-delete-user.ts'
import { authGetUser } from '../../src/requests/3004-auth-get-user.ts'
import { authListUser } from '../../src/requests/3005-auth-list-user.ts'
import { authCreateAcl } from '../../src/requests/3006-auth-create-acl.ts'
import { authUpdateAcl } from '../../src/requests/3007-auth-update-acl.ts'
import { authDeleteAcl } from '../../src/requests/3008-auth-delete-acl.ts'
import { authGetAcl } from '../../src/requests/3009-auth-get-acl.ts'
import { authListAcl } from '../../src/requests/3010-auth-list-acl.ts'
import type { AclInfo } from '../../src/requests/shapes/acl-info.ts'
import { broker, record } from './world.ts'

const username = 'alice'
const subject = 'User:alice'

export async function recordAccess(): Promise<void> {
  const body = { username, password: 'for a test', userType: 'Normal' }
  await record('make a user', broker, authCreateUser, { header: { username }, body })
  await record('make the user again', broker, authCreateUser, { header: { username }, body })
  await record('change the user', broker, authUpdateUser, {
    header: { username },
    body: { username, userStatus: 'disable' },
  })
  await record('change no user', broker, authUpdateUser, {
    header: { username: 'nobody' },
    body: { username: 'nobody', userStatus: 'disable' },
  })
  await record('one user', broker, authGetUser, { header: { username } })
  await record('no user', broker, authGetUser, { header: { username: 'nobody' } })
  await record('users', broker, authListUser, { header: { filter: 'ali' } })
  await record('no users', broker, authListUser, { header: { filter: 'nobody' } })
  await recordPolicies()
  await record('delete the user', broker, authDeleteUser, { header: { username } })
  await record('delete no user', broker, authDeleteUser, { header: { username: 'nobody' } })
}

async function recordPolicies(): Promise<void> {
  const orders = { resource: 'Topic:orders', actions: ['Pub', 'Sub'], decision: 'Allow' }
  await record('allow something', broker, authCreateAcl, { header: { subject }, body: policyOf(orders) })
  const groups = { resource: 'Group:bill*', actions: ['Sub'], sourceIps: ['192.0.2.0/24'], decision: 'Deny' }
  await record('deny something', broker, authUpdateAcl, { header: { subject }, body: policyOf(groups) })
  await record('a policy that makes no sense', broker, authUpdateAcl, {
    header: { subject },
    body: policyOf({ ...orders, resource: 'Nothing:at all' }),
  })
  await record('policies of the user', broker, authGetAcl, { header: { subject } })
  await record('policies of no user', broker, authGetAcl, { header: { subject: 'User:nobody' } })
  await record('policies', broker, authListAcl, { header: { resourceFilter: 'orders' } })
  await record('no policies', broker, authListAcl, { header: { subjectFilter: 'nobody' } })
  await record('take something back', broker, authDeleteAcl, { header: { subject, resource: 'Group:bill*' } })
  await record('take everything back', broker, authDeleteAcl, { header: { subject } })
  await record('take nothing back', broker, authDeleteAcl, { header: { subject } })
}

function policyOf(entry: AclInfo['policies'][number]['entries'][number]): AclInfo {
  return { subject, policies: [{ policyType: 'Custom', entries: [entry] }] }
}
