import { groupList, instanceList, topicList } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import type { IconName } from '../ui/icon.tsx'
import { instanceIdOf } from './navigation.ts'
import { useOpenNavigation } from './use-open-navigation.ts'

interface PaletteTarget {
  readonly label: string
  /** What it is. */
  readonly kind: string
  readonly icon: IconName
  readonly to: string
}

const FOUND_OF_EACH = 8
/** Whoever types less looks for a page. */
const SHORTEST_KEY = 3

export function usePaletteTargets(q: string): readonly PaletteTarget[] {
  const t = useText()
  const instanceId = instanceIdOf(useLocation().pathname) ?? ''
  const query = { limit: FOUND_OF_EACH, ...(q && { q }) }
  const instances = useQuery({ ...read(instanceList, { query }), enabled: q !== '' })
  const ofInstance = { params: { instanceId }, query }
  const isSearching = q !== '' && instanceId !== ''
  const topics = useQuery({ ...read(topicList, ofInstance), enabled: isSearching })
  const groups = useQuery({ ...read(groupList, ofInstance), enabled: isSearching })
  return [
    ...usePages().filter(({ label }) => label.toLowerCase().includes(q.toLowerCase())),
    ...(instances.data?.items ?? []).map(
      (found): PaletteTarget => ({
        label: found.name,
        kind: `${t('instances:one')} ${found.instanceId}`,
        icon: 'instance',
        to: paths.instance(found.instanceId),
      }),
    ),
    ...(topics.data?.items ?? []).map(
      ({ topic }): PaletteTarget => ({
        label: topic,
        kind: t('topics:one'),
        icon: 'topic',
        to: paths.topic(instanceId, topic),
      }),
    ),
    ...(groups.data?.items ?? []).map(
      ({ group }): PaletteTarget => ({
        label: group,
        kind: t('groups:one'),
        icon: 'group',
        to: paths.group(instanceId, group),
      }),
    ),
    // Last, and only once all else is known: it must not be what Enter takes while a topic of that name is on its way.
    ...(q.length < SHORTEST_KEY || [instances, topics, groups].some(({ isLoading }) => isLoading)
      ? []
      : [
          {
            label: t('lookups:ask', { q }),
            kind: t('lookups:title'),
            icon: 'search',
            to: paths.lookup(q, instanceId),
          } as const,
        ]),
  ]
}

function usePages(): readonly PaletteTarget[] {
  const t = useText()
  const instanceId = instanceIdOf(useLocation().pathname)
  const kind = t('shell:page')
  const profile = { label: t('session:profile.title'), kind, icon: 'user', to: paths.profile() } as const
  return [
    ...useOpenNavigation().map(({ label, icon, to }) => ({
      label: t(label),
      kind,
      icon,
      to: to(instanceId),
    })),
    profile,
  ]
}
