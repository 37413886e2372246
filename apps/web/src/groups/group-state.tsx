import type { Group } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

const TONES: Record<Group['state'], Tone> = {
  READY: 'good',
  INCOMPLETE: 'warning',
  MISSING_ON_BROKER: 'bad',
  UNMANAGED: 'neutral',
}

export function GroupState({ state }: Pick<Group, 'state'>) {
  const t = useText()
  return <StatusBadge tone={TONES[state]} label={t(`groups:state.${state}`)} />
}
