/** What may be done with a topic or a broker: bits of one number. Defined in `common/constant/PermName`. */
export const Perm = { READ: 4, WRITE: 2, INHERIT: 1 } as const

export function isReadable(perm: number): boolean {
  return (perm & Perm.READ) !== 0
}

export function isWriteable(perm: number): boolean {
  return (perm & Perm.WRITE) !== 0
}

export function isInherited(perm: number): boolean {
  return (perm & Perm.INHERIT) !== 0
}

/** `PermName.perm2String`: `RW-` for read and write. */
export function permText(perm: number): string {
  return `${isReadable(perm) ? 'R' : '-'}${isWriteable(perm) ? 'W' : '-'}${(perm & Perm.INHERIT) === 0 ? '-' : 'X'}`
}
