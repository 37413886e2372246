/**
 * Who may do what: for each operation a level, which says for each role in which instances. The server decides by it, the
 * page shows by it why a button is off, and docs/authorisation.md is written from it. A capability that goes takes its block
 * with it.
 */
import { accountIdIn } from '@gantry/rules'
import type { Role } from './roles.ts'

/** `any`: wherever it is. `own`: in instances of the caller's account, or of what belongs to it. */
export type Scope = 'any' | 'own' | 'none'

/** Each role's scope. */
export const LEVELS = {
  /** Before anybody is known; the same for everyone. */
  public: scopes('any', 'any', 'any', 'any'),
  everyone: scopes('any', 'any', 'any', 'any'),
  look: scopes('any', 'own', 'own', 'own'),
  work: scopes('any', 'own', 'own', 'none'),
  manage: scopes('any', 'own', 'none', 'none'),
  administer: scopes('any', 'none', 'none', 'none'),
} as const satisfies Readonly<Record<string, Readonly<Record<Role, Scope>>>>
export type Level = keyof typeof LEVELS

/** A right beside the role. */
export type Right = 'readBodies'

export interface Entry {
  readonly level: Level
  readonly right?: Right
}

function scopes(administrator: Scope, tenantAdministrator: Scope, resourceUser: Scope, readOnly: Scope) {
  return { administrator, tenantAdministrator, resourceUser, readOnly }
}

const level = (name: Level): Entry => ({ level: name })
const open = level('public')
const everyone = level('everyone')
const look = level('look')
const work = level('work')
const manage = level('manage')
const administer = level('administer')
const lookAtBodies: Entry = { level: 'look', right: 'readBodies' }

/** Capability → operation → entry. */
export const AUTHORISATION = {
  session: {
    sessionCreate: open,
    sessionDelete: everyone,
    sessionView: everyone,
    passwordChange: everyone,
    tokenList: everyone,
    tokenCreate: everyone,
    tokenDelete: everyone,
    ownSessionList: everyone,
    ownSessionDelete: everyone,
  },
  mfa: {
    sessionMfaCreate: open,
    mfaView: everyone,
    mfaStart: everyone,
    mfaBind: everyone,
    mfaUnbind: everyone,
    recoveryCodeCreate: everyone,
  },
  access: {
    accessKeyList: everyone,
    accessKeyCreate: everyone,
    accessKeyUpdate: everyone,
    accessKeyDelete: everyone,
    ownGrantList: everyone,
    grantList: look,
    grantCreate: manage,
    grantDelete: manage,
    clusterAccessView: administer,
    clusterAccessRepair: administer,
  },
  accounts: {
    accountList: administer,
    accountCreate: administer,
    accountDelete: administer,
    userList: manage,
    userView: manage,
    userCreate: manage,
    userUpdate: manage,
    userDelete: manage,
    userPasswordReset: manage,
    userMfaReset: manage,
  },
  clusters: {
    clusterList: everyone,
    clusterView: everyone,
    clusterTest: administer,
    clusterCreate: administer,
    clusterUpdate: administer,
    clusterDelete: administer,
  },
  overview: { overviewView: look },
  brokers: {
    brokerList: everyone,
    brokerView: everyone,
    brokerConfigList: administer,
    brokerConfigUpdate: administer,
    brokerWritePermissionUpdate: administer,
  },
  instances: {
    instanceList: look,
    instanceView: look,
    instanceCreate: manage,
    instanceUpdate: manage,
    instanceDelete: manage,
  },
  topics: {
    topicList: look,
    topicView: look,
    topicRoutes: look,
    topicSubscriptions: look,
    topicProducers: look,
    topicCreate: manage,
    topicUpdate: manage,
    topicRepair: manage,
    topicDelete: manage,
  },
  messages: {
    messageSend: work,
    messageList: look,
    messageView: look,
    messageDelivery: look,
    messageBodyDownload: lookAtBodies,
    messageVerify: work,
  },
  lookups: { lookupView: look },
  groups: {
    groupList: look,
    groupView: look,
    groupSubscriptions: look,
    groupSampleCode: look,
    groupCreate: work,
    groupUpdate: work,
    groupRepair: work,
    groupDelete: work,
  },
  consumers: {
    consumerStatus: look,
    consumerProgress: look,
    consumerClientList: look,
    consumerClientView: look,
    consumerStacks: look,
  },
  diagnosis: { diagnosisView: look },
  offsets: { offsetRange: look, offsetReset: work, offsetResetList: look, offsetResetUndo: work },
  deadletters: {
    deadLetterList: look,
    deadLetterView: look,
    deadLetterExport: lookAtBodies,
    deadLetterResendCreate: work,
    deadLetterResendList: look,
    deadLetterResendView: look,
    deadLetterResendResults: look,
    deadLetterResendCancel: work,
  },
  traces: {
    traceTaskList: look,
    traceTaskView: look,
    traceList: look,
    traceTaskCreate: work,
    traceTaskDelete: work,
  },
  statistics: {
    statisticsProduction: look,
    statisticsConsumption: look,
    statisticsGroup: look,
    statisticsRecent: look,
  },
  audit: { auditEventList: administer },
  sandbox: { sandboxFaultList: administer, sandboxFaultCreate: administer, sandboxFaultDelete: administer },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Entry>>>>

type Entries = typeof AUTHORISATION
/** Every operation of the contract by its name. */
export type OperationId = { [C in keyof Entries]: keyof Entries[C] }[keyof Entries]

/** Operation → entry. */
export const ENTRIES: Readonly<Record<string, Entry>> = Object.assign({}, ...Object.values(AUTHORISATION))

export function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(ENTRIES, id)
}

/** What decides about a caller. */
export interface Standing {
  readonly role: Role
  /** Undefined or null for administrators, who belong to none. */
  readonly accountId?: string | null | undefined
  readonly mayReadBodies: boolean
}

/**
 * `allowed`; `role` and `right`: the caller lacks it everywhere; `foreign`: it could in its own instances, and this is none.
 */
export type Decision = 'allowed' | 'role' | 'right' | 'foreign'

/** @param instanceId what the operation is about; left out where that is decided by what is asked for */
export function decide(entry: Entry, standing: Standing, instanceId?: string): Decision {
  const scope: Scope = LEVELS[entry.level][standing.role]
  if (scope === 'none') return 'role'
  if (entry.right === 'readBodies' && !canReadBodies(standing)) return 'right'
  return scope === 'any' || instanceId === undefined || isOwn(standing, instanceId) ? 'allowed' : 'foreign'
}

export function canReadBodies({ role, mayReadBodies }: Standing): boolean {
  return role === 'administrator' || mayReadBodies
}

/** Whether the caller may know of the instance. */
export function canSee(standing: Standing, instanceId: string): boolean {
  return standing.role === 'administrator' || isOwn(standing, instanceId)
}

function isOwn({ accountId }: Standing, instanceId: string): boolean {
  return typeof accountId === 'string' && accountIdIn(instanceId) === accountId
}
