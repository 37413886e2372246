/** What `mqadmin haStatus` prints of a master: the first slave that follows it. */

interface HaStatus {
  readonly addr: string
  readonly ackOffset: number
  readonly behindBytes: number
}

export function haStatus(text: string): HaStatus | undefined {
  const lines = text.split('\n').map(line => line.trim().split(/\s+/))
  const head = lines.findIndex(([name]) => name === '#SlaveAddr')
  const [addr, ackOffset, behindBytes] = (head < 0 ? undefined : lines[head + 1]) ?? []
  if (addr === undefined || behindBytes === undefined) return undefined
  return { addr, ackOffset: Number(ackOffset), behindBytes: Number(behindBytes) }
}
