/**
 * Who may do what: for each operation a level, which says for each role in which instances. The server decides by it, the
 * page shows by it why a button is off, and docs/authorisation.md is written from it. A capability that goes takes its block
 * with it.
 */
import type { Role } from './roles.ts'
import { isOwn, isShared, NOTHING_SEEN, type Share, type Sight, type Standing, type Target } from './sight.ts'

/**
 * `any`: wherever it is. `own`: in instances of the caller's account, or of what belongs to it, and in what was granted to the
 * account elsewhere. `granted`: in what was granted to the caller alone.
 */
export type Scope = 'any' | 'own' | 'granted' | 'none'

/** Each role's scope. */
export const LEVELS = {
  /** Before anybody is known; the same for everyone. */
  public: scopes('any', 'any', 'any', 'any'),
  everyone: scopes('any', 'any', 'any', 'any'),
  look: scopes('any', 'own', 'granted', 'own'),
  work: scopes('any', 'own', 'granted', 'none'),
  manage: scopes('any', 'own', 'none', 'none'),
  administer: scopes('any', 'none', 'none', 'none'),
} as const satisfies Readonly<Record<string, Readonly<Record<Role, Scope>>>>
export type Level = keyof typeof LEVELS

/** A right beside the role. */
export type Right = 'readBodies'

export interface Entry {
  readonly level: Level
  readonly right?: Right
  /** What opens it to a caller who does not see the whole instance. Without it nothing does. */
  readonly share?: Share
  /** It is about no instance, so that none decides about it. */
  readonly isOutside?: true
  /** Takes a person who is signed in. What makes another way in is no token's, for it would outlive the token. */
  readonly inPerson?: true
}

function scopes(administrator: Scope, tenantAdministrator: Scope, resourceUser: Scope, readOnly: Scope) {
  return { administrator, tenantAdministrator, resourceUser, readOnly }
}

const level = (name: Level): Entry => ({ level: name })
const open = level('public')
const everyone = level('everyone')
const inPerson: Entry = { level: 'everyone', inPerson: true }
const look = level('look')
const manage = level('manage')
const manageOutside: Entry = { level: 'manage', isOutside: true }
const administer = level('administer')
const lookIn = (share: Share): Entry => ({ level: 'look', share })
const workIn = (share: Share): Entry => ({ level: 'work', share })
const lookAtBodiesIn = (share: Share): Entry => ({ level: 'look', right: 'readBodies', share })

/** Capability → operation → entry. */
export const AUTHORISATION = {
  session: {
    sessionCreate: open,
    sessionDelete: everyone,
    sessionView: everyone,
    passwordChange: inPerson,
    tokenList: everyone,
    tokenCreate: inPerson,
    tokenDelete: everyone,
    ownSessionList: everyone,
    ownSessionDelete: everyone,
  },
  mfa: {
    sessionMfaCreate: open,
    mfaView: everyone,
    mfaStart: inPerson,
    mfaBind: inPerson,
    mfaUnbind: inPerson,
    recoveryCodeCreate: inPerson,
  },
  oidc: { signInView: open, oidcStart: open, sessionOidcCreate: open, oidcSignOutView: open },
  access: {
    accessKeyList: everyone,
    accessKeyCreate: inPerson,
    accessKeyUpdate: everyone,
    accessKeyDelete: everyone,
    ownGrantList: everyone,
    grantList: lookIn('topic'),
    grantCreate: manage,
    grantDelete: manage,
    clusterAccessView: administer,
    clusterAccessRepair: administer,
  },
  accounts: {
    accountList: administer,
    accountCreate: administer,
    accountDelete: administer,
    userList: manageOutside,
    userView: manageOutside,
    userCreate: manageOutside,
    userUpdate: manageOutside,
    userDelete: manageOutside,
    userPasswordReset: manageOutside,
    userMfaReset: manageOutside,
  },
  clusters: {
    clusterList: everyone,
    clusterView: everyone,
    clusterTest: administer,
    clusterCreate: administer,
    clusterUpdate: administer,
    clusterDelete: administer,
  },
  overview: { overviewView: lookIn('instance') },
  brokers: {
    brokerList: everyone,
    brokerView: everyone,
    brokerConfigList: administer,
    brokerConfigUpdate: administer,
    brokerWritePermissionUpdate: administer,
  },
  instances: {
    instanceList: lookIn('instance'),
    instanceView: lookIn('instance'),
    instanceCreate: manageOutside,
    instanceUpdate: manage,
    instanceDelete: manage,
  },
  topics: {
    topicList: lookIn('instance'),
    topicView: lookIn('topic'),
    topicRoutes: lookIn('topic'),
    topicSubscriptions: lookIn('topic'),
    topicProducers: look,
    topicCreate: manage,
    topicUpdate: manage,
    topicRepair: manage,
    topicDelete: manage,
  },
  messages: {
    messageSend: workIn('publish'),
    messageList: lookIn('subscribe'),
    messageView: lookIn('subscribe'),
    messageDelivery: lookIn('subscribe'),
    messageBodyDownload: lookAtBodiesIn('subscribe'),
    messageVerify: workIn('subscribe'),
  },
  lookups: { lookupView: lookIn('instance') },
  groups: {
    groupList: lookIn('instance'),
    groupView: lookIn('group'),
    groupSubscriptions: lookIn('group'),
    groupSampleCode: lookIn('group'),
    groupCreate: workIn('newGroup'),
    groupUpdate: workIn('madeGroup'),
    groupRepair: workIn('madeGroup'),
    groupDelete: workIn('madeGroup'),
  },
  consumers: {
    consumerStatus: lookIn('group'),
    consumerProgress: lookIn('group'),
    consumerClientList: lookIn('group'),
    consumerClientView: lookIn('group'),
    consumerStacks: lookIn('group'),
  },
  diagnosis: { diagnosisView: lookIn('group') },
  offsets: {
    offsetRange: lookIn('group'),
    offsetReset: workIn('group'),
    offsetResetList: lookIn('group'),
    offsetResetUndo: workIn('group'),
  },
  deadletters: {
    deadLetterList: lookIn('group'),
    deadLetterView: lookIn('group'),
    deadLetterExport: lookAtBodiesIn('group'),
    deadLetterResendCreate: workIn('group'),
    deadLetterResendList: lookIn('group'),
    deadLetterResendView: lookIn('group'),
    deadLetterResendResults: lookIn('group'),
    deadLetterResendCancel: workIn('group'),
  },
  traces: {
    traceTaskList: lookIn('instance'),
    traceTaskView: lookIn('instance'),
    traceList: lookIn('instance'),
    traceTaskCreate: workIn('instance'),
    traceTaskDelete: workIn('instance'),
  },
  statistics: {
    statisticsProduction: lookIn('instance'),
    statisticsConsumption: lookIn('instance'),
    statisticsGroup: lookIn('instance'),
    statisticsRecent: lookIn('instance'),
  },
  audit: {
    auditEventList: administer,
    auditEventView: administer,
    auditEventCsv: administer,
    auditEventLines: administer,
  },
  sandbox: { sandboxFaultList: administer, sandboxFaultCreate: administer, sandboxFaultDelete: administer },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Entry>>>>

/** What is served beside the operations of the contract. */
export const STREAMS = { events: everyone } as const satisfies Readonly<Record<string, Entry>>

type Entries = typeof AUTHORISATION
/** Every operation of the contract by its name. */
export type OperationId = { [C in keyof Entries]: keyof Entries[C] }[keyof Entries]

/** Operation → entry. */
export const ENTRIES: Readonly<Record<string, Entry>> = Object.assign({}, ...Object.values(AUTHORISATION))

export function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(ENTRIES, id)
}

/**
 * `allowed`; `role` and `right`: the caller lacks it everywhere; `foreign`: it could in what it sees, and this is not of that.
 */
export type Decision = 'allowed' | 'role' | 'right' | 'foreign'

/** @param target what the operation is about; left out where that is decided by what is asked for */
export function decide(
  entry: Entry,
  standing: Standing,
  target: Target = {},
  sight: Sight = NOTHING_SEEN,
): Decision {
  const scope: Scope = LEVELS[entry.level][standing.role]
  if (scope === 'none') return 'role'
  if (entry.right === 'readBodies' && !canReadBodies(standing)) return 'right'
  const { instanceId } = target
  if (scope === 'any' || instanceId === undefined) return 'allowed'
  if (scope === 'own' && isOwn(standing, instanceId)) return 'allowed'
  return entry.share !== undefined && isShared(entry.share, standing, sight, target) ? 'allowed' : 'foreign'
}

/** Whether the caller may do it in the instance, or any grant could let it, or it has nothing to do with instances. */
export function isOpenTo(
  { level, share, isOutside }: Entry,
  standing: Standing,
  instanceId: string,
): boolean {
  const scope: Scope = LEVELS[level][standing.role]
  if (isOutside) return scope !== 'none'
  if (scope === 'any' || (scope === 'own' && isOwn(standing, instanceId))) return true
  return scope !== 'none' && share !== undefined
}

export function canReadBodies({ role, mayReadBodies }: Standing): boolean {
  return role === 'administrator' || mayReadBodies
}

/** Who gives a user a new password or forgets the device can sign in as that user: never one who may more. */
export function mayResetSignIn(caller: Standing, user: Pick<Standing, 'mayReadBodies'>): boolean {
  return canReadBodies(caller) || !user.mayReadBodies
}
