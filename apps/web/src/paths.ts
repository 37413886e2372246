/**
 * Every URL of the app. A capability links to another through this file only. Dialogs have URLs of their own, so that a
 * link shows a colleague the same thing; what creates something ends in `-new`, because `new` is a possible name.
 */
const part = encodeURIComponent

export type InstanceTab = 'information' | 'network'
export type TopicTab = 'information' | 'queues' | 'subscriptions' | 'producers'
export type GroupTab = 'information' | 'status' | 'queues' | 'clients' | 'subscriptions' | 'sample-code'
export type ClientTab = 'information' | 'stack'

/** Capabilities whose pages belong to one instance. */
export type InstanceCapability = 'topics' | 'groups'

const instance = (instanceId: string): string => `/instances/${part(instanceId)}`
const topic = (instanceId: string, name: string): string => `${instance(instanceId)}/topics/${part(name)}`
const group = (instanceId: string, name: string): string => `${instance(instanceId)}/groups/${part(name)}`

export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${part(next)}` : '/sign-in'),
  firstPassword: () => '/first-password',

  profile: () => '/profile',
  passwordChange: () => '/profile/password',
  tokenCreate: () => '/profile/tokens-new',
  tokenDelete: (tokenId: string) => `/profile/tokens/${part(tokenId)}/delete`,

  clusters: () => '/clusters',
  clusterCreate: () => '/clusters-new',
  clusterEdit: (clusterId: string) => `/clusters/${part(clusterId)}/edit`,
  clusterRemove: (clusterId: string) => `/clusters/${part(clusterId)}/remove`,

  instances: () => '/instances',
  instanceCreate: () => '/instances-new',
  instance: (instanceId: string, tab: InstanceTab = 'information') => `${instance(instanceId)}/${tab}`,
  instanceUpdate: (instanceId: string) => `${instance(instanceId)}/specifications`,
  instanceDelete: (instanceId: string) => `${instance(instanceId)}/delete`,
  /** Pages of an instance when none is chosen yet. */
  chooseInstance: (capability: InstanceCapability) => `/${capability}`,
  ofInstance: (instanceId: string, capability: InstanceCapability) => `${instance(instanceId)}/${capability}`,

  topics: (instanceId: string) => `${instance(instanceId)}/topics`,
  topicCreate: (instanceId: string) => `${instance(instanceId)}/topics-new`,
  topic: (instanceId: string, name: string, tab: TopicTab = 'information') =>
    `${topic(instanceId, name)}/${tab}`,
  topicSend: (instanceId: string, name: string) => `${topic(instanceId, name)}/send`,
  topicEdit: (instanceId: string, name: string) => `${topic(instanceId, name)}/edit`,
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
  groupEdit: (instanceId: string, name: string) => `${group(instanceId, name)}/edit`,
  groupRepair: (instanceId: string, name: string) => `${group(instanceId, name)}/repair`,
  groupDelete: (instanceId: string, name: string) => `${group(instanceId, name)}/delete`,

  audit: () => '/audit',
} as const
