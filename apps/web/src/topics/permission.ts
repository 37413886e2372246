/** Permission bits of a topic, as RocketMQ's `PermName` has them. */
const READ = 4
const WRITE = 2

/** Such as `RW`; `–` where nobody may do anything. */
export function permissionText(perm: number): string {
  return `${perm & READ ? 'R' : ''}${perm & WRITE ? 'W' : ''}` || '–'
}
