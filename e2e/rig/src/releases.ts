/** The releases of Apache RocketMQ that the rig can start, and what differs between them. */

export const RELEASES = ['5.5.0', '5.3.3', '5.2.0', '4.9.7'] as const
export type Release = (typeof RELEASES)[number]

interface ReleaseFacts {
  readonly artifacts: readonly string[]
  /** 2.0: users and policies kept by the broker (5.3 and later); 1.0: a file of accounts. */
  readonly acl: '1.0' | '2.0'
  readonly hasProxy: boolean
}

const ARTIFACTS_5 = ['namesrv', 'broker', 'proxy', 'tools', 'client']

export const FACTS: Readonly<Record<Release, ReleaseFacts>> = {
  '5.5.0': { artifacts: ARTIFACTS_5, acl: '2.0', hasProxy: true },
  '5.3.3': { artifacts: ARTIFACTS_5, acl: '2.0', hasProxy: true },
  '5.2.0': { artifacts: ARTIFACTS_5, acl: '1.0', hasProxy: true },
  '4.9.7': { artifacts: ['namesrv', 'broker', 'tools', 'client'], acl: '1.0', hasProxy: false },
}

export function isRelease(text: string): text is Release {
  return (RELEASES as readonly string[]).includes(text)
}
