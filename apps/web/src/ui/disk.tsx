import { useFormat } from './format-context.tsx'
import { StatusBadge } from './status-badge.tsx'

/** From here on a broker begins to worry about its disk: RocketMQ deletes early above `diskMaxUsedSpaceRatio`, 0.75. */
const DISK_WARNING_RATIO = 0.75

/** How full a disk is, 0 to 1. */
export function Disk({ ratio }: { readonly ratio: number | null }) {
  const { percent } = useFormat()
  if (ratio === null) return '–'
  return ratio < DISK_WARNING_RATIO ? percent(ratio) : <StatusBadge tone="warning" label={percent(ratio)} />
}
