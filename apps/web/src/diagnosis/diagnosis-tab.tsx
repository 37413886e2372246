/** Runs the list of checks against the group when it is opened: what was found, what is not known, what is fine. */
import { type Diagnosis, type DiagnosisFinding, diagnosisView } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { PartialNotice } from '../table/partial-notice.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Time } from '../ui/time.tsx'
import { Finding } from './finding.tsx'

export function DiagnosisTab() {
  const t = useText()
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  // Each run is asked for: stacks stop clients for a moment, so it is not read again by itself.
  const query = useQuery({
    ...read(diagnosisView, { params }),
    refetchOnWindowFocus: false,
    retry: false,
    gcTime: 0,
  })
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t(query.isFetching ? 'diagnosis:running' : 'diagnosis:about')}
        </Text>
        <Button loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('diagnosis:again')}
        </Button>
      </Group>
      <Loaded query={query}>{diagnosis => <Findings diagnosis={diagnosis} />}</Loaded>
    </Stack>
  )
}

function Findings({ diagnosis: { findings, partial, asOf } }: { readonly diagnosis: Diagnosis }) {
  const t = useText()
  const count = (verdict: DiagnosisFinding['verdict']): number =>
    findings.filter(finding => finding.verdict === verdict).length
  const found = count('found')
  return (
    <>
      <PartialNotice partial={partial} />
      <Notice
        tone={found > 0 ? 'warning' : 'info'}
        title={found > 0 ? t('diagnosis:foundSome', { count: found }) : t('diagnosis:foundNone')}
      >
        <Text size="sm">
          {t('diagnosis:others', { unknown: count('unknown'), fine: count('fine') })} <Time at={asOf} />
        </Text>
      </Notice>
      {findings.map(finding => (
        <Finding key={finding.rule} finding={finding} />
      ))}
    </>
  )
}
