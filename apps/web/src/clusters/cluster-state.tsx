import type { clusterView, ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

type State = ResponseOf<typeof clusterView>['live']['state']

const TONES: Record<State, Tone> = { UP: 'good', DEGRADED: 'warning', DOWN: 'bad' }

export function ClusterState({ state }: { readonly state: State }) {
  const t = useText()
  return <StatusBadge tone={TONES[state]} label={t(`clusters:state.${state}`)} />
}
