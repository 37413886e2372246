import { statisticsRecent } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useLive } from '../api/live.ts'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { askRecent, type RecentSubject } from './ask-recent.ts'

export interface TrendProps extends RecentSubject {
  readonly name: string
}

/** There is nothing new before. */
const REFRESH_MS = 60_000

export function TrendDrawn({ name, ...subject }: TrendProps) {
  const t = useText()
  const format = useFormat()
  const { isPaused } = useLive()
  const { data: values } = useQuery({
    queryKey: [statisticsRecent.id, subject, name],
    queryFn: () => askRecent(subject, name),
    staleTime: REFRESH_MS,
    refetchInterval: isPaused ? false : REFRESH_MS,
  })
  const known = values?.filter(value => value !== null) ?? []
  const last = known.at(-1)
  if (values === undefined || last === undefined) return '–'
  const missing = values.length - known.length
  const label = t(missing === 0 ? 'common:trend' : 'common:trendWithGaps', {
    last: format.count(last),
    least: format.count(Math.min(...known)),
    most: format.count(Math.max(...known)),
    missing: format.count(missing),
  })
  return <Sparkline values={values} label={label} />
}
