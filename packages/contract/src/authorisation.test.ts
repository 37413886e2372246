import { describe, expect, it } from 'vitest'
import {
  AUTHORISATION,
  type Decision,
  decide,
  ENTRIES,
  type Entry,
  isOpenTo,
  LEVELS,
  type OperationId,
  type Scope,
  STREAMS,
} from './authorisation.ts'
import { ENDPOINTS } from './index.ts'
import { ROLES, type Role } from './roles.ts'
import type { Share, Sight, Target } from './sight.ts'

const entryOf = (id: OperationId): Entry => ENTRIES[id] ?? { level: 'administer' }

const OWN = 'MQ_INST_111111111111_abcdefgh'
const FOREIGN = 'MQ_INST_222222222222_abcdefgh'

describe('the table of who may do what', () => {
  it('has exactly the operations of the contract', () => {
    expect(Object.keys(ENTRIES).toSorted()).toEqual(ENDPOINTS.map(({ id }) => id).toSorted())
  })

  it('agrees with what each endpoint says of itself', () => {
    for (const { id, access } of ENDPOINTS) {
      const level = ENTRIES[id]?.level
      expect({ id, isPublic: level === 'public' }).toEqual({ id, isPublic: access === 'public' })
      expect({ id, isKept: level === 'administer' }).toEqual({ id, isKept: access === 'administrator' })
    }
  })

  it('lets nobody past who belongs to no account, but administrators', () => {
    for (const role of ROLES) {
      const decision = decide(
        { level: 'look' },
        { role, accountId: null, mayReadBodies: true },
        { instanceId: OWN },
      )
      expect({ role, decision }).toEqual({
        role,
        decision: role === 'administrator' ? 'allowed' : 'foreign',
      })
    }
  })

  it('keeps bodies from who lacks the right to them, whatever the role', () => {
    const entry: Entry = { level: 'look', right: 'readBodies', share: 'instance' }
    const asked = (role: Role, mayReadBodies: boolean): Decision =>
      decide(entry, { role, accountId: '111111111111', mayReadBodies }, { instanceId: OWN })
    expect(ROLES.map(role => asked(role, false))).toEqual(['allowed', 'right', 'right', 'right'])
    expect(ROLES.map(role => asked(role, true))).toEqual(['allowed', 'allowed', 'allowed', 'allowed'])
  })

  it('opens to a grantee what a grant allows, and of groups to change those of its own making alone', () => {
    const standing = { role: 'tenantAdministrator', accountId: '111111111111', mayReadBodies: false } as const
    const topics = [{ instanceId: FOREIGN, topic: 'orders', publish: false, subscribe: true }]
    const named = { instanceId: FOREIGN, group: 'GID_named', isMade: false }
    const made = { instanceId: FOREIGN, group: 'GID_made', isMade: true }
    const asked = (id: OperationId, target: Target, sight: Sight = { topics, groups: [named, made] }) =>
      decide(entryOf(id), standing, { instanceId: FOREIGN, ...target }, sight)
    expect(asked('groupCreate', {})).toBe('allowed')
    expect(asked('groupCreate', {}, { topics: [], groups: [named] })).toBe('foreign')
    expect(asked('messageSend', { topic: 'orders' })).toBe('foreign')
    expect(asked('offsetReset', { group: 'GID_named' })).toBe('allowed')
    expect(asked('groupDelete', { group: 'GID_named' })).toBe('foreign')
    expect(asked('groupDelete', { group: 'GID_made' })).toBe('allowed')
    expect(asked('topicDelete', { topic: 'orders' })).toBe('foreign')
  })

  it('does not take an account for another whose number begins alike', () => {
    const standing = { role: 'tenantAdministrator', mayReadBodies: true } as const
    const seen = ['1', '11', '111111111111', '', '2_x'].map(accountId =>
      decide({ level: 'manage' }, { ...standing, accountId }, { instanceId: FOREIGN }),
    )
    expect(new Set(seen)).toEqual(new Set(['foreign']))
  })

  it('lets an instance that is open decide only about what is about an instance', () => {
    const standing = { role: 'tenantAdministrator', accountId: '111111111111', mayReadBodies: false } as const
    const closed = ENDPOINTS.filter(({ id, access }) => {
      const entry = ENTRIES[id]
      return access === 'signedIn' && entry !== undefined && !isOpenTo(entry, standing, FOREIGN)
    })
    expect(closed.filter(({ path }) => !path.includes('{instanceId}'))).toEqual([])
    expect(closed.map(({ id }) => id)).toContain('topicCreate')
  })

  it('is what docs/authorisation.md says', async () => {
    await expect(documentOf()).toMatchFileSnapshot('../../../docs/authorisation.md')
  })
})

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  administrator: 'administrator',
  tenantAdministrator: 'tenant administrator',
  resourceUser: 'resource user',
  readOnly: 'read-only',
}
const SCOPE_NAMES: Readonly<Record<Scope, string>> = { any: 'yes', own: 'own', granted: 'granted', none: '' }
const SHARE_NAMES: Readonly<Record<Share, string>> = {
  instance: 'what is granted',
  topic: 'a granted topic',
  publish: 'a topic to publish to',
  subscribe: 'a topic to subscribe to',
  group: 'a granted group',
  madeGroup: 'a group of its making',
  newGroup: 'a topic to subscribe to; in the own account nothing',
}

function documentOf(): string {
  const summaries = new Map(ENDPOINTS.map(({ id, summary }) => [id, summary]))
  const sections = Object.entries(AUTHORISATION).map(([capability, entries]) => {
    const rows = Object.entries(entries).map(([id, entry]: [string, Entry]) => {
      const scopes = ROLES.map(role => SCOPE_NAMES[LEVELS[entry.level][role]])
      const share = entry.share === undefined ? '' : SHARE_NAMES[entry.share]
      const right = entry.right === undefined ? '' : ' With the right to read message bodies.'
      const inPerson = entry.inPerson ? ' Takes a person who is signed in.' : ''
      return `| \`${id}\` | ${summaries.get(id)}${right}${inPerson} | ${[...scopes, share].join(' | ')} |`
    })
    const head = `| operation | what it does | ${ROLES.map(role => ROLE_NAMES[role]).join(' | ')} | in part |`
    return [`## ${capability}`, '', head, '| --- | --- | --- | --- | --- | --- | --- |', ...rows, ''].join(
      '\n',
    )
  })
  return `${HEAD}\n${sections.join('\n')}\n${STREAMS_SECTION}`
}

const STREAMS_SECTION = `## Beside the operations

| path | what it tells | who |
| --- | --- | --- |
${Object.entries(STREAMS)
  .map(
    ([name, { level }]) =>
      `| \`/api/v1/${name}\` | What changes, as it happens, of what the caller sees. | ${level} |`,
  )
  .join('\n')}

It takes the first steps of a sign-in, as operations do, and ends within 15 s when they are due again, the session or token has ended or the user is disabled.
\`/healthz\`, \`/readyz\` and the description of the API below \`/api\` need no sign-in; \`/metrics\` takes a token of its own, or names nothing
([monitoring](operating/monitoring.md)).
`

const HEAD = `# Who may do what

Written from \`packages/contract/src/authorisation.ts\` by its test (\`vitest run --project unit authorisation -u\`); do not edit it here.

\`yes\`: in every instance. \`own\`: in instances of the caller's tenant account, and 404 for all others, whether they exist or not. Empty:
403. \`granted\`: in instances of the account, to what was granted to the caller. *In part* says what that has to be, also where something
was granted to the account in a foreign instance; empty: nothing opens it there, and the answer is 404
([decision 22](decisions/0022-granted-instances.md)). *May read message bodies* is a right of a user beside the role; administrators have it. Without it pages show messages without bodies.
What *takes a person who is signed in* is refused to API tokens with 403 ([decision 18](decisions/0018-mfa.md)).
`
