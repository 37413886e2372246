/** The capabilities in the navigation and in the command palette. One that goes takes its line with it. */
import type { OperationId } from '@gantry/contract'
import type { TextKey } from '../i18n/catalogue.ts'
import { type InstanceCapability, paths } from '../paths.ts'
import type { IconName } from '../ui/icon.tsx'

export interface NavigationEntry {
  readonly label: TextKey
  readonly icon: IconName
  /** @param instanceId of the page that is open; undefined outside an instance */
  readonly to: (instanceId: string | undefined) => string
  /** Whether a page belongs to this entry. */
  readonly holds: (pathname: string) => boolean
  /** What the page cannot do without. */
  readonly needs?: OperationId
}

export const NAVIGATION: readonly NavigationEntry[] = [
  {
    label: 'overview:title',
    icon: 'overview',
    to: () => paths.overview(),
    holds: pathname => pathname === paths.overview(),
    needs: 'overviewView',
  },
  {
    label: 'clusters:title',
    icon: 'cluster',
    to: () => paths.clusters(),
    holds: pathname => /^\/clusters(-new)?(\/|$)/.test(pathname),
  },
  {
    label: 'instances:title',
    icon: 'instance',
    to: () => paths.instances(),
    holds: pathname =>
      /^\/instances(-new)?(\/|$)/.test(pathname) && instanceCapabilityOf(pathname) === undefined,
  },
  {
    label: 'topics:title',
    icon: 'topic',
    to: instanceId => (instanceId ? paths.topics(instanceId) : paths.chooseInstance('topics')),
    holds: pathname =>
      pathname === paths.chooseInstance('topics') || instanceCapabilityOf(pathname) === 'topics',
  },
  {
    label: 'groups:title',
    icon: 'group',
    to: instanceId => (instanceId ? paths.groups(instanceId) : paths.chooseInstance('groups')),
    holds: pathname =>
      pathname === paths.chooseInstance('groups') || instanceCapabilityOf(pathname) === 'groups',
  },
  {
    label: 'traces:title',
    icon: 'trace',
    to: instanceId => (instanceId ? paths.traces(instanceId) : paths.chooseInstance('traces')),
    holds: pathname =>
      pathname === paths.chooseInstance('traces') || instanceCapabilityOf(pathname) === 'traces',
  },
  {
    label: 'statistics:title',
    icon: 'chart',
    to: instanceId => (instanceId ? paths.statistics(instanceId) : paths.chooseInstance('statistics')),
    holds: pathname =>
      pathname === paths.chooseInstance('statistics') || instanceCapabilityOf(pathname) === 'statistics',
  },
  {
    label: 'lookups:title',
    icon: 'search',
    to: instanceId => paths.lookup('', instanceId),
    holds: pathname => pathname === paths.lookup(),
  },
  {
    label: 'accounts:title',
    icon: 'user',
    to: () => paths.users(),
    holds: pathname => pathname.startsWith('/accounts/'),
    needs: 'userList',
  },
  {
    label: 'audit:title',
    icon: 'audit',
    to: () => paths.audit(),
    holds: pathname => /^\/audit(\/|$)/.test(pathname),
    needs: 'auditEventList',
  },
]

/**
 * Where a person arrives who asked for no page: the first one of the navigation that they may see.
 * @param isRefused whether the page cannot be had without what the person may not do
 */
export function arrivalPath(isRefused: (operation: OperationId) => boolean): string {
  const open = NAVIGATION.find(({ needs }) => needs === undefined || !isRefused(needs))
  return open?.to(undefined) ?? paths.profile()
}

/** The instance that a page belongs to. */
export function instanceIdOf(pathname: string): string | undefined {
  const [, instanceId] = /^\/instances\/([^/]+)\//.exec(pathname) ?? []
  return instanceId && decodeURIComponent(instanceId)
}

const CAPABILITIES: readonly InstanceCapability[] = ['topics', 'groups', 'traces', 'statistics']

/** The capability of an instance's page, to stay in it when another instance is picked. */
export function instanceCapabilityOf(pathname: string): InstanceCapability | undefined {
  const [, capability] = /^\/instances\/[^/]+\/([^/]+?)(?:-new)?(?:\/|$)/.exec(pathname) ?? []
  return CAPABILITIES.find(name => name === capability)
}
