/** Where is my message? The question stands in the URL, so that the answer can be sent to a colleague. */
import { instanceList, lookupView, type ResponseOf } from '@gantry/contract'
import { Paper, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import { PartialNotice } from '../table/partial-notice.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { AnswerList } from './answer-list.tsx'
import { LookupForm } from './lookup-form.tsx'

export function LookupPage() {
  const t = useText()
  const [search] = useSearchParams()
  const q = search.get('q')?.trim() ?? ''
  const instances = useQuery(read(instanceList, { query: { limit: 1_000 } }))
  return (
    <Page title={t('lookups:title')} description={t('lookups:about')}>
      <Loaded query={instances}>
        {({ items }) => {
          const instanceId =
            search.get('instance') ?? (items.find(({ isDefault }) => isDefault) ?? items[0])?.instanceId
          return (
            <Stack gap="md">
              <LookupForm key={search.toString()} q={q} instanceId={instanceId ?? ''} instances={items} />
              {q === '' || instanceId === undefined ? (
                <EmptyState icon="search" title={t('lookups:begin')} body={t('lookups:beginBody')} />
              ) : (
                <Lookup instanceId={instanceId} q={q} />
              )}
            </Stack>
          )
        }}
      </Loaded>
    </Page>
  )
}

interface LookupProps {
  readonly instanceId: string
  readonly q: string
}

function Lookup({ instanceId, q }: LookupProps) {
  const answer = useQuery(read(lookupView, { params: { instanceId }, query: { q } }))
  return <Loaded query={answer}>{lookup => <Answers instanceId={instanceId} lookup={lookup} />}</Loaded>
}

interface AnswersProps {
  readonly instanceId: string
  readonly lookup: ResponseOf<typeof lookupView>
}

function Answers({ instanceId, lookup: { found, answers, partial, asked } }: AnswersProps) {
  const t = useText()
  return (
    <Stack gap="md" component="section" aria-label={asked}>
      <PartialNotice partial={partial} />
      {found.map(({ topic, message, answers: ofMessage }) => (
        <Paper key={message.offsetMessageId} withBorder p="md">
          <Title order={2} size="h4" mb="sm" style={{ overflowWrap: 'anywhere' }}>
            <TextLink to={paths.message(instanceId, topic, message.messageId)}>{message.messageId}</TextLink>{' '}
            {t('lookups:inTopic', { topic })}
          </Title>
          <AnswerList place={{ instanceId, topic, messageId: message.messageId }} answers={ofMessage} />
        </Paper>
      ))}
      {answers.length > 0 && (
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="sm">
            {t('lookups:nowhere')}
          </Title>
          <AnswerList place={{ instanceId }} answers={answers} />
        </Paper>
      )}
    </Stack>
  )
}
