/** The releases of Apache RocketMQ that the rig can start. */
export type Release = '5.5.0' | '5.3.3' | '5.2.0' | '4.9.7'

/** Every release, newest first. The first is the one that is started unless told otherwise. */
export const RELEASES: readonly Release[] = ['5.5.0', '5.3.3', '5.2.0', '4.9.7']

/** True when the text names a release that the rig knows. */
export function isRelease(text: string): text is Release {
  return RELEASES.some(release => release === text)
}

/** What differs between releases, as far as starting them goes. */
interface ReleaseTraits {
  /** Maven artifacts of group org.apache.rocketmq. */
  artifacts: readonly string[]
  /** 2: users and policies kept by the broker. 1: the file plain_acl.yml. */
  aclVersion: 1 | 2
  hasProxy: boolean
}

const FIVE = ['rocketmq-namesrv', 'rocketmq-broker', 'rocketmq-proxy', 'rocketmq-tools', 'rocketmq-client']
const FOUR = ['rocketmq-namesrv', 'rocketmq-broker', 'rocketmq-tools', 'rocketmq-client', 'rocketmq-acl']

const TRAITS: Record<Release, ReleaseTraits> = {
  '5.5.0': { artifacts: FIVE, aclVersion: 2, hasProxy: true },
  '5.3.3': { artifacts: FIVE, aclVersion: 2, hasProxy: true },
  // ACL 2.0 came with 5.3.0.
  '5.2.0': {
    artifacts: [...FIVE, 'rocketmq-acl'],
    aclVersion: 1,
    hasProxy: true,
  },
  '4.9.7': { artifacts: FOUR, aclVersion: 1, hasProxy: false },
}

/** What the rig must know about a release to start it. */
export function traitsOf(release: Release): ReleaseTraits {
  return TRAITS[release]
}
