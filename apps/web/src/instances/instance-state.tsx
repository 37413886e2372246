import type { Instance } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

const TONES: Record<Instance['state'], Tone> = { RUNNING: 'good', DEGRADED: 'warning', UNREACHABLE: 'bad' }

export function InstanceState({ state }: Pick<Instance, 'state'>) {
  const t = useText()
  return <StatusBadge tone={TONES[state]} label={t(`instances:state.${state}`)} />
}
