/** Programs that produce and consume, filled in for this instance, topic and group. */
import { groupSampleCode, type ResponseOf, topicList } from '@gantry/contract'
import { Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { type ListControls, useListState } from '../table/use-list-state.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'

type Sample = ResponseOf<typeof groupSampleCode>['samples'][number]

/** The languages' own names: the same in every language. */
const LANGUAGE_NAMES: Record<Sample['language'], string> = {
  java: 'Java',
  go: 'Go',
  python: 'Python',
  nodejs: 'Node.js',
  cpp: 'C++',
  csharp: 'C#',
  php: 'PHP',
}

export function GroupSampleCode() {
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const state = useListState()
  const topic = state.filter('topic')
  const query = useQuery(
    read(groupSampleCode, { params: { instanceId, group }, query: { ...(topic && { topic }) } }),
  )
  return (
    <Stack>
      <Loaded query={query}>{({ samples }) => <Samples samples={samples} state={state} />}</Loaded>
    </Stack>
  )
}

interface SamplesProps {
  readonly samples: readonly Sample[]
  readonly state: ListControls
}

function Samples({ samples, state }: SamplesProps) {
  const t = useText()
  const languages = [...new Set(samples.map(({ language }) => language))]
  const language = languages.find(name => name === state.filter('language')) ?? languages[0]
  if (language === undefined) {
    return <EmptyState icon="help" title={t('groups:sample.empty')} body={t('groups:sample.emptyBody')} />
  }
  return (
    <>
      <Group align="flex-end">
        <NativeSelect
          label={t('groups:sample.language')}
          value={language}
          data={languages.map(value => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={event => state.change({ language: event.currentTarget.value })}
        />
        <TopicChoice state={state} />
      </Group>
      {samples
        .filter(sample => sample.language === language)
        .map(sample => (
          <Program key={sample.fileName} sample={sample} />
        ))}
    </>
  )
}

/** The topic that is written into the programs. */
function TopicChoice({ state }: Pick<SamplesProps, 'state'>) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const { data } = useQuery(read(topicList, { params: { instanceId }, query: { limit: 1_000 } }))
  return (
    <NativeSelect
      label={t('topics:one')}
      value={state.filter('topic') ?? ''}
      data={[
        { value: '', label: t('groups:sample.firstTopic') },
        ...(data?.items ?? []).map(({ topic }) => ({ value: topic, label: topic })),
      ]}
      onChange={event => state.change({ topic: event.currentTarget.value })}
    />
  )
}

function Program({ sample: { purpose, fileName, howToRun, code } }: { readonly sample: Sample }) {
  const t = useText()
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t(`groups:sample.${purpose}`)}: {fileName}
      </Title>
      <CodeBlock code={code} label={fileName} />
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {howToRun}
      </Text>
    </Stack>
  )
}
