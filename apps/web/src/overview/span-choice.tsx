import { OVERVIEW_SPANS, type OverviewSpan } from '@gantry/contract'
import { Group, SegmentedControl, Text } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useText } from '../i18n/text.ts'

/** How far back changes are looked for; it stands in the URL. */
export function SpanChoice({ span }: { readonly span: OverviewSpan }) {
  const t = useText()
  const [, setSearch] = useSearchParams()
  return (
    <Group gap="sm" mt="sm">
      <Text size="sm">{t('overview:span.label')}</Text>
      <SegmentedControl
        aria-label={t('overview:span.label')}
        value={span}
        onChange={chosen => setSearch(chosen === 'day' ? { span: chosen } : {})}
        data={OVERVIEW_SPANS.map(value => ({ value, label: t(`overview:span.${value}`) }))}
      />
    </Group>
  )
}
