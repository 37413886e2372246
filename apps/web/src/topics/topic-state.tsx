import type { Topic } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

const TONES: Record<Topic['state'], Tone> = {
  READY: 'good',
  INCOMPLETE: 'warning',
  MISSING_ON_BROKER: 'bad',
  UNMANAGED: 'neutral',
}

export function TopicState({ state }: Pick<Topic, 'state'>) {
  const t = useText()
  return <StatusBadge tone={TONES[state]} label={t(`topics:state.${state}`)} />
}
