/** One check: its verdict in words, what it was told from, and where it is settled. */
import type { DiagnosisEvidence, DiagnosisFinding } from '@gantry/contract'
import { Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import { Evidence } from './evidence.tsx'
import { NextStep } from './next-step.tsx'

const TONES: Record<DiagnosisFinding['verdict'], Tone> = { found: 'bad', unknown: 'neutral', fine: 'good' }

export function Finding({ finding }: { readonly finding: DiagnosisFinding }) {
  const t = useText()
  const { rule, verdict, code, params, nextSteps } = finding
  const title = t(`diagnosis:rule.${rule}`)
  return (
    <Paper component="section" withBorder p="sm" aria-label={title}>
      <Stack gap="xs">
        <Group gap="xs">
          <StatusBadge tone={TONES[verdict]} label={t(`diagnosis:verdict.${verdict}`)} />
          <Title order={2} size="h5">
            {title}
          </Title>
        </Group>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t(`diagnosis:sentence.${code}`, params)}
        </Text>
        {nextSteps.length > 0 && (
          <List size="sm" aria-label={t('diagnosis:nextSteps')} style={{ overflowWrap: 'anywhere' }}>
            {nextSteps.map(step => (
              <List.Item key={step.code}>
                <NextStep step={step} />
              </List.Item>
            ))}
          </List>
        )}
        <Shown finding={finding} title={title} />
      </Stack>
    </Paper>
  )
}

/** Open where something was found; of the rest it can be opened. */
function Shown({ finding: { verdict, evidence }, title }: ShownProps) {
  const t = useText()
  if (evidence.length === 0) return null
  const tables = evidence.map(each => <Evidence key={keyOf(each)} of={title} evidence={each} />)
  if (verdict === 'found') return <>{tables}</>
  return (
    <details>
      <summary>
        <Text component="span" size="sm">
          {t('diagnosis:evidence')}
        </Text>
      </summary>
      {tables}
    </details>
  )
}

interface ShownProps {
  readonly finding: DiagnosisFinding
  readonly title: string
}

function keyOf(evidence: DiagnosisEvidence): string {
  return evidence.kind === 'threads' ? evidence.clientId : evidence.kind
}
