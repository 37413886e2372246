/** One resend: how far it is, what became of each message, and what failed once more. */
import {
  type DeadLetterResend,
  type DeadLetterResult,
  deadLetterList,
  deadLetterResendCancel,
  deadLetterResendCreate,
  deadLetterResendList,
  deadLetterResendResults,
  deadLetterResendView,
  type ResponseOf,
} from '@gantry/contract'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useNavigate } from 'react-router'
import { describeError } from '../api/describe-error.ts'
import { useChange } from '../api/use-change.ts'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { isAtWork, Outcome, OutcomeCounts, ResendState } from './resend-state.tsx'

function useResendParams() {
  return {
    instanceId: useParam('instanceId'),
    group: useParam('group'),
    resendId: useParam('resendId'),
  }
}

export function ResendPage() {
  const t = useText()
  const params = useResendParams()
  const query = useLiveQuery(deadLetterResendView, { params })
  const back = paths.group(params.instanceId, params.group, 'dead-letters')
  return (
    <Page
      title={t('deadletters:resend.title')}
      crumbs={<Crumbs crumbs={[{ label: `${params.group}: ${t('deadletters:title')}`, to: back }]} />}
      description={query.data && <ResendState state={query.data.state} />}
      actions={query.data && <Actions resend={query.data} />}
    >
      <Loaded query={query}>{resend => <Course resend={resend} />}</Loaded>
      <Results />
    </Page>
  )
}

function Actions({ resend }: { readonly resend: DeadLetterResend }) {
  const t = useText()
  const navigate = useNavigate()
  const { instanceId, group, resendId } = useResendParams()
  const cancel = useChange(deadLetterResendCancel, { invalidates: [deadLetterResendView] })
  const retry = useChange(deadLetterResendCreate, {
    invalidates: [deadLetterList, deadLetterResendList],
    onSuccess: made => void navigate(paths.deadLetterResend(instanceId, group, made.resendId)),
  })
  const error = cancel.error ?? retry.error
  return (
    <>
      {isAtWork(resend) && (
        <Button
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { instanceId, group, resendId } })}
        >
          {t('deadletters:resend.cancel')}
        </Button>
      )}
      {!isAtWork(resend) && resend.counts.FAILED > 0 && (
        <Button
          loading={retry.isPending}
          onClick={() => retry.mutate({ params: { instanceId, group }, body: { failedOf: resendId } })}
        >
          {t('deadletters:resend.retryFailed')}
        </Button>
      )}
      {error && <FailureNotice failure={describeError(error, t)} />}
    </>
  )
}

function Course({ resend }: { readonly resend: DeadLetterResend }) {
  const t = useText()
  const format = useFormat()
  const { done, total, error, counts } = resend
  const percent = total ? (100 * done) / total : isAtWork(resend) ? 0 : 100
  const ofAll = { done: format.count(done), total: total === null ? '?' : format.count(total) }
  return (
    <Stack gap="xs">
      {error && <Notice tone="bad" title={error} />}
      <Progress value={percent} aria-label={t('deadletters:resend.progress')} />
      <Group gap="sm">
        <Text size="sm" role="status">
          {t('deadletters:resend.doneOf', ofAll)}
        </Text>
        <OutcomeCounts counts={counts} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('deadletters:resend.about')}
      </Text>
    </Stack>
  )
}

const whole = (answer: ResponseOf<typeof deadLetterResendResults>) => answer

const columns: readonly Column<DeadLetterResult>[] = [
  {
    id: 'messageId',
    header: 'deadletters:column.messageId',
    value: ({ messageId }) => messageId,
    cell: result => <ResultLink result={result} />,
    sort: true,
  },
  {
    id: 'outcome',
    header: 'deadletters:column.outcome',
    value: ({ outcome }) => outcome,
    cell: ({ outcome }) => <Outcome outcome={outcome} />,
    sort: true,
  },
  { id: 'message', header: 'deadletters:column.message', value: ({ message }) => message },
  {
    id: 'at',
    header: 'deadletters:column.at',
    value: ({ at }) => at,
    cell: ({ at }) => <Time at={at} />,
    sort: true,
  },
]

function ResultLink({ result: { deadLetterId, messageId } }: { readonly result: DeadLetterResult }) {
  const to = paths.deadLetter(useParam('instanceId'), useParam('group'), deadLetterId)
  return <TextLink to={to}>{messageId}</TextLink>
}

function Results() {
  const t = useText()
  const params = useResendParams()
  const state = useListState()
  const list = useLocalList({
    endpoint: deadLetterResendResults,
    input: { params, query: { limit: 500 } },
    pick: whole,
    columns,
    state,
  })
  return (
    <ListShell
      label={t('deadletters:resend.results')}
      searchLabel={t('common:search')}
      fileName={`${params.group}-resend`}
      list={list}
      state={state}
      columns={columns}
      rowKey={({ deadLetterId }) => deadLetterId}
      empty={
        <EmptyState
          icon="search"
          title={t('deadletters:resend.noResults')}
          body={t('deadletters:resend.noResultsBody')}
        />
      }
    />
  )
}
