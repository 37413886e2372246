/**
 * Every URL of the app. A capability links to another through this file only. Dialogs have URLs of their own, so that a
 * link shows a colleague the same thing; what creates something ends in `-new`, because `new` is a possible name.
 */
const part = encodeURIComponent

export type InstanceTab = 'information' | 'network'
export type TopicTab = 'information' | 'messages' | 'queues' | 'subscriptions' | 'producers' | 'grants'
export type GroupTab =
  | 'information'
  | 'status'
  | 'diagnosis'
  | 'queues'
  | 'clients'
  | 'offset-resets'
  | 'subscriptions'
  | 'dead-letters'
  | 'sample-code'
export type StatisticsTab = 'production' | 'consumption'
export type BrokerTab = 'information' | 'runtime' | 'config'
export type ClientTab = 'information' | 'stack'

/** A search for messages as it stands in the URL: `by` is the way, the others are its fields. */
export interface MessageSearch extends Record<string, string> {
  [field: string]: string
}

/** Capabilities whose pages belong to one instance. */
export type InstanceCapability = 'topics' | 'groups' | 'traces' | 'statistics'

/** What a form is to begin with, as the body of its operation has it. */
type Restored = Readonly<Record<string, unknown>>

const restoring = (values?: Restored): string =>
  typeof values === 'object' ? `?restore=${part(JSON.stringify(values))}` : ''

const instance = (instanceId: string): string => `/instances/${part(instanceId)}`
const topic = (instanceId: string, name: string): string => `${instance(instanceId)}/topics/${part(name)}`
const group = (instanceId: string, name: string): string => `${instance(instanceId)}/groups/${part(name)}`
const broker = (clusterId: string, name: string): string =>
  `/clusters/${part(clusterId)}/brokers/${part(name)}`

export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${part(next)}` : '/sign-in'),
  signInCallback: () => '/sign-in/callback',
  signedOut: () => '/signed-out',
  firstPassword: () => '/first-password',
  mfaBindFirst: () => '/first-device',

  profile: () => '/profile',
  passwordChange: () => '/profile/password',
  mfaBind: () => '/profile/mfa-new',
  mfaUnbind: () => '/profile/mfa/unbind',
  recoveryCodes: () => '/profile/mfa/recovery-codes',
  tokenCreate: () => '/profile/tokens-new',
  tokenDelete: (tokenId: string) => `/profile/tokens/${part(tokenId)}/delete`,

  accessKeys: () => '/profile/access-keys',
  accessKeyCreate: () => '/profile/access-keys-new',
  accessKeyState: (accessKey: string) => `/profile/access-keys/${part(accessKey)}/state`,
  accessKeyDelete: (accessKey: string) => `/profile/access-keys/${part(accessKey)}/delete`,

  sessionsEnd: () => '/profile/sessions-end',
  sessionEnd: (sessionId: string) => `/profile/sessions/${part(sessionId)}/end`,

  /** @param accountId of this tenant account only */
  users: (accountId?: string) => `/accounts/users${accountId ? `?accountId=${part(accountId)}` : ''}`,
  accounts: () => '/accounts/tenants',
  accountCreate: () => '/accounts/tenants-new',
  accountDelete: (accountId: string) => `/accounts/tenants/${part(accountId)}/delete`,
  userCreate: () => '/accounts/users-new',
  userEdit: (userId: string) => `/accounts/users/${part(userId)}/edit`,
  userPassword: (userId: string) => `/accounts/users/${part(userId)}/password`,
  userMfaReset: (userId: string) => `/accounts/users/${part(userId)}/mfa`,
  userDelete: (userId: string) => `/accounts/users/${part(userId)}/delete`,

  /** @param span how far back changes are looked for; an hour unless given */
  overview: (span?: 'day') => (span === 'day' ? '/overview?span=day' : '/overview'),

  clusters: () => '/clusters',
  clusterCreate: () => '/clusters-new',
  clusterAccess: (clusterId: string) => `/clusters/${part(clusterId)}/access`,
  clusterEdit: (clusterId: string) => `/clusters/${part(clusterId)}/edit`,
  clusterRemove: (clusterId: string) => `/clusters/${part(clusterId)}/remove`,
  brokers: (clusterId: string) => `/clusters/${part(clusterId)}/brokers`,
  /** @param brokerId of the processes of that name; the master unless given */
  broker: (clusterId: string, brokerName: string, tab: BrokerTab = 'information', brokerId?: number) =>
    `${broker(clusterId, brokerName)}/${tab}${brokerId ? `?brokerId=${brokerId}` : ''}`,
  brokerSetting: (clusterId: string, brokerName: string, setting: string, brokerId?: number) =>
    `${broker(clusterId, brokerName)}/config/${part(setting)}${brokerId ? `?brokerId=${brokerId}` : ''}`,
  brokerWritePermission: (clusterId: string, brokerName: string, isWritable: boolean) =>
    `${broker(clusterId, brokerName)}/write-permission?writable=${isWritable}`,

  /** @param accountId of this tenant account only: their IDs hold it */
  instances: (accountId?: string) => `/instances${accountId ? `?q=${part(accountId)}` : ''}`,
  instanceCreate: () => '/instances-new',
  instance: (instanceId: string, tab: InstanceTab = 'information') => `${instance(instanceId)}/${tab}`,
  instanceUpdate: (instanceId: string, values?: Restored) =>
    `${instance(instanceId)}/specifications${restoring(values)}`,
  instanceDelete: (instanceId: string) => `${instance(instanceId)}/delete`,
  /** Pages of an instance when none is chosen yet. */
  chooseInstance: (capability: InstanceCapability) => `/${capability}`,
  ofInstance: (instanceId: string, capability: InstanceCapability) => `${instance(instanceId)}/${capability}`,

  topics: (instanceId: string) => `${instance(instanceId)}/topics`,
  topicCreate: (instanceId: string) => `${instance(instanceId)}/topics-new`,
  topic: (instanceId: string, name: string, tab: TopicTab = 'information') =>
    `${topic(instanceId, name)}/${tab}`,
  /** Where is my message? In the instance that is open, else in one that is chosen there. */
  lookup: (q = '', instanceId?: string) => {
    const query = new URLSearchParams({
      ...(q && { q }),
      ...(instanceId && { instance: instanceId }),
    }).toString()
    return `/lookups${query ? `?${query}` : ''}`
  },

  /** @param search what is searched for, as in {@link MessageSearch} */
  messages: (instanceId: string, name: string, search: MessageSearch = {}) => {
    const query = new URLSearchParams(search).toString()
    return `${topic(instanceId, name)}/messages${query ? `?${query}` : ''}`
  },
  message: (instanceId: string, name: string, messageId: string) =>
    `${topic(instanceId, name)}/messages/${part(messageId)}`,
  messageVerify: (instanceId: string, name: string, messageId: string, group?: string) =>
    `${topic(instanceId, name)}/messages/${part(messageId)}/verify${group ? `?group=${part(group)}` : ''}`,
  topicSend: (instanceId: string, name: string) => `${topic(instanceId, name)}/send`,
  grantCreate: (instanceId: string, name: string) => `${topic(instanceId, name)}/grants-new`,
  grantEdit: (instanceId: string, name: string, grantId: string) =>
    `${topic(instanceId, name)}/grants/${part(grantId)}/edit`,
  grantDelete: (instanceId: string, name: string, grantId: string) =>
    `${topic(instanceId, name)}/grants/${part(grantId)}/delete`,
  /** @param values what the form begins with instead of what is there: the way back from a change */
  topicEdit: (instanceId: string, name: string, values?: Restored) =>
    `${topic(instanceId, name)}/edit${restoring(values)}`,
  topicRepair: (instanceId: string, name: string) => `${topic(instanceId, name)}/repair`,
  topicDelete: (instanceId: string, name: string) => `${topic(instanceId, name)}/delete`,

  groups: (instanceId: string, protocol?: 'TCP' | 'HTTP') =>
    `${instance(instanceId)}/groups${protocol ? `?protocol=${protocol}` : ''}`,
  groupCreate: (instanceId: string, protocol?: 'TCP' | 'HTTP') =>
    `${instance(instanceId)}/groups-new${protocol ? `?protocol=${protocol}` : ''}`,
  group: (instanceId: string, name: string, tab: GroupTab = 'information') =>
    `${group(instanceId, name)}/${tab}`,
  client: (instanceId: string, name: string, clientId: string, tab: ClientTab = 'information') =>
    `${group(instanceId, name)}/clients/${part(clientId)}/${tab}`,
  offsetReset: (instanceId: string, name: string) => `${group(instanceId, name)}/offset-resets-new`,
  offsetUndo: (instanceId: string, name: string, resetId: string) =>
    `${group(instanceId, name)}/offset-resets/${part(resetId)}/undo`,
  groupEdit: (instanceId: string, name: string, values?: Restored) =>
    `${group(instanceId, name)}/edit${restoring(values)}`,
  groupRepair: (instanceId: string, name: string) => `${group(instanceId, name)}/repair`,
  groupDelete: (instanceId: string, name: string) => `${group(instanceId, name)}/delete`,

  deadLetter: (instanceId: string, name: string, messageId: string) =>
    `${group(instanceId, name)}/dead-letters/${part(messageId)}`,
  deadLetterResend: (instanceId: string, name: string, resendId: string) =>
    `${group(instanceId, name)}/resends/${part(resendId)}`,

  traces: (instanceId: string) => `${instance(instanceId)}/traces`,
  /** @param search fills the form in: `topic`, and `messageId` or `key` */
  traceTaskCreate: (instanceId: string, search: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams(search).toString()
    return `${instance(instanceId)}/traces-new${query ? `?${query}` : ''}`
  },
  traceTask: (instanceId: string, taskId: string) => `${instance(instanceId)}/traces/${part(taskId)}`,
  traceTaskDelete: (instanceId: string, taskId: string) =>
    `${instance(instanceId)}/traces/${part(taskId)}/delete`,

  /** @param search what is shown, as the API's query has it */
  statistics: (
    instanceId: string,
    tab: StatisticsTab = 'production',
    search: Readonly<Record<string, string>> = {},
  ) => {
    const query = new URLSearchParams(search).toString()
    return `${instance(instanceId)}/statistics/${tab}${query ? `?${query}` : ''}`
  },

  audit: () => '/audit',
  auditEvent: (auditId: string) => `/audit/${part(auditId)}`,
} as const
