import type { overviewView, ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import { Figure, Rate } from '../ui/figure.tsx'
import { Part } from './part.tsx'

type OverSpecification = ResponseOf<typeof overviewView>['overSpecification']

const TABS = { inbound: 'production', outbound: 'consumption' } as const

export function OverSpecificationPart({ part }: { readonly part: OverSpecification }) {
  const t = useText()
  return (
    <Part
      title={t('overview:overSpecification')}
      about={t('overview:lastMinute')}
      asOf={part.asOf}
      more={part.more}
      none={t('overview:noneOver')}
      head={[t('overview:instance'), t('overview:direction'), t('overview:tps'), t('overview:limitTps')]}
      rows={part.items.map(({ instanceId, instanceName, direction, tps, limitTps }) => ({
        key: `${instanceId} ${direction}`,
        cells: [
          <TextLink key="instance" to={paths.statistics(instanceId, TABS[direction])}>
            {instanceName}
          </TextLink>,
          t(`overview:${direction}`),
          <Rate key="tps" value={tps} />,
          <Figure key="limit" value={limitTps} />,
        ],
      }))}
    />
  )
}
