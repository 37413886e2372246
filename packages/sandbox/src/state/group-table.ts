/**
 * The consumer groups of one broker. Imitates `broker/subscription/SubscriptionGroupManager`.
 */
import { type DataVersion, groupNameProblem, type NameProblem, plainGroup } from '@gantry/remoting/internal'
import type { SubscriptionGroupConfig } from '@gantry/remoting/requests'
import type { Clock } from '../clock.ts'
import { type AttributeRules, anyText, changedAttributes, integerBetween, oneOf } from './attributes.ts'
import { firstVersion, nextVersion } from './data-version.ts'
import { Perm } from './perm.ts'
import { Refused } from './refused.ts'

const INT64_MAX = 2n ** 63n - 1n

/** Defined in `common/SubscriptionGroupAttributes`. */
const GROUP_ATTRIBUTES: AttributeRules = {
  'priority.factor': { isChangeable: true, ...integerBetween(0n, 100n) },
  'lite.bind.topic': { isChangeable: true, ...anyText },
  'lite.sub.model': { isChangeable: true, ...oneOf('Shared', 'Exclusive') },
  'lite.sub.reset.offset.exclusive': { isChangeable: true, ...oneOf('true', 'false') },
  'lite.sub.reset.offset.unsubscribe': { isChangeable: true, ...oneOf('true', 'false') },
  'lite.sub.client.quota': { isChangeable: true, ...integerBetween(-1n, INT64_MAX) },
  'lite.sub.client.max.event.cnt': { isChangeable: true, ...integerBetween(10n, INT64_MAX) },
  'lite.sub.wildcard': { isChangeable: true, ...anyText },
}

/** The groups that a broker has when it starts for the first time. */
const FIRST_GROUPS = [
  'TOOLS_CONSUMER',
  'FILTERSRV_CONSUMER',
  'SELF_TEST_C_GROUP',
  'CID_ONS-HTTP-PROXY',
  'CID_ONSAPI_PULL',
  'CID_ONSAPI_PERMISSION',
  'CID_ONSAPI_OWNER',
  'CID_RMQ_SYS_TRANS',
]

export interface GroupTableOptions {
  readonly clock: Clock
  /** Whether a group is made when somebody first asks for it. */
  readonly autoCreateSubscriptionGroup: () => boolean
}

export class GroupTable {
  private readonly configs = new Map<string, SubscriptionGroupConfig>()
  private readonly forbidden = new Map<string, Map<string, number>>()
  private readonly options: GroupTableOptions
  private currentVersion: DataVersion

  constructor(options: GroupTableOptions) {
    this.options = options
    this.currentVersion = firstVersion(options.clock)
    for (const group of FIRST_GROUPS) this.configs.set(group, plainGroup(group))
  }

  get dataVersion(): DataVersion {
    return this.currentVersion
  }

  all(): ReadonlyMap<string, SubscriptionGroupConfig> {
    return this.configs
  }

  /** Bits of `Perm` that a group may not use, by group and topic. */
  allForbidden(): ReadonlyMap<string, ReadonlyMap<string, number>> {
    return this.forbidden
  }

  has(group: string): boolean {
    return this.configs.has(group)
  }

  /** The group, made on being asked for where the broker makes groups by itself. */
  find(group: string): SubscriptionGroupConfig | undefined {
    const known = this.configs.get(group)
    const isMadeNow = known === undefined && this.options.autoCreateSubscriptionGroup()
    if (!isMadeNow || groupNameProblem(group) !== undefined) return known
    const made = plainGroup(group)
    this.configs.set(group, made)
    this.touch()
    return made
  }

  /**
   * Makes groups, or changes all of each but the attributes that are not named.
   * @param wanted their `attributes` are changes: `+name` and `-name`
   * @throws Refused
   */
  save(wanted: readonly SubscriptionGroupConfig[]): void {
    for (const { groupName } of wanted) {
      const problem = groupNameProblem(groupName)
      if (problem !== undefined) throw new Refused('INVALID_PARAMETER', remarkOf(groupName, problem))
    }
    for (const config of wanted) {
      const current = this.configs.get(config.groupName)?.attributes
      const attributes = changedAttributes(GROUP_ATTRIBUTES, current, config.attributes)
      this.configs.set(config.groupName, { ...config, attributes })
      this.touch()
    }
  }

  remove(group: string): void {
    this.forbidden.delete(group)
    if (this.configs.delete(group)) this.touch()
  }

  mayRead(group: string, topic: string): boolean {
    return ((this.forbidden.get(group)?.get(topic) ?? 0) & Perm.READ) === 0
  }

  setMayRead(group: string, topic: string, mayRead: boolean): void {
    if (mayRead) this.forbidden.delete(group)
    else {
      const byTopic = this.forbidden.get(group) ?? new Map<string, number>()
      this.forbidden.set(group, byTopic.set(topic, Perm.READ))
      this.touch()
    }
  }

  private touch(): void {
    this.currentVersion = nextVersion(this.currentVersion, this.options.clock)
  }
}

function remarkOf(group: string, problem: NameProblem): string {
  if (problem.reason === 'BLANK') return 'The specified group is blank.'
  if (problem.reason === 'TOO_LONG') {
    return `The specified group: ${group}, is longer than group max length: ${problem.maxLength}`
  }
  return `The specified group: ${group}, contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$`
}
