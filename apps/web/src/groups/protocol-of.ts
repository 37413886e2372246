import type { Group } from '@gantry/contract'

/** The protocol that the URL asks for; TCP when it asks for none. */
export function protocolOf(written: string | null | undefined): Group['protocol'] {
  return written === 'HTTP' ? 'HTTP' : 'TCP'
}
