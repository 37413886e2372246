/** One dead letter: where it comes from, what it carries, and the way back. */
import {
  type DeadLetter,
  deadLetterExport,
  deadLetterList,
  deadLetterResendCreate,
  deadLetterView,
  type ResponseOf,
  urlOf,
} from '@gantry/contract'
import { Button, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { describeError } from '../api/describe-error.ts'
import { read } from '../api/read.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { LinkButton } from '../links/link-button.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'
import { Resent } from './dead-letter-columns.tsx'

type View = ResponseOf<typeof deadLetterView>

export function DeadLetterPage() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const messageId = useParam('messageId')
  const query = useQuery(read(deadLetterView, { params: { instanceId, group, messageId } }))
  const back = paths.group(instanceId, group, 'dead-letters')
  return (
    <Page
      title={query.data?.deadLetter.messageId ?? messageId}
      crumbs={<Crumbs crumbs={[{ label: `${group}: ${t('deadletters:title')}`, to: back }]} />}
      description={t('deadletters:one')}
      actions={query.data && <Actions letter={query.data.deadLetter} />}
    >
      <Loaded query={query}>
        {view => (
          <Stack>
            <Facts letter={view.deadLetter} />
            <Body view={view} />
            <SmallTable
              title={t('deadletters:properties')}
              head={[{ label: t('deadletters:property.name') }, { label: t('deadletters:property.value') }]}
              rows={Object.entries(view.properties).map(([name, value]) => ({
                key: name,
                cells: [name, value],
              }))}
            />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Actions({ letter }: { readonly letter: DeadLetter }) {
  const t = useText()
  const navigate = useNavigate()
  const { deadLetterId, messageId, originalTopic, resent } = letter
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  const resend = useChange(deadLetterResendCreate, {
    invalidates: [deadLetterList, deadLetterView],
    onSuccess: ({ resendId }) =>
      void navigate(paths.deadLetterResend(params.instanceId, params.group, resendId)),
  })
  const again = resent !== null
  return (
    <>
      {originalTopic !== null && (
        <>
          <LinkButton variant="default" to={paths.message(params.instanceId, originalTopic, messageId)}>
            {t('deadletters:original')}
          </LinkButton>
          <LinkButton
            variant="default"
            to={paths.traceTaskCreate(params.instanceId, { topic: originalTopic, messageId })}
          >
            {t('traces:query')}
          </LinkButton>
        </>
      )}
      <Button
        variant="default"
        component="a"
        download
        href={urlOf(deadLetterExport, { params, query: { messageIds: deadLetterId } })}
      >
        {t('deadletters:export.one')}
      </Button>
      <Button
        loading={resend.isPending}
        onClick={() => resend.mutate({ params, body: { messageIds: [deadLetterId], again } })}
      >
        {t(again ? 'deadletters:resend.oneAgain' : 'deadletters:resend.one')}
      </Button>
      {resend.error && <FailureNotice failure={describeError(resend.error, t)} />}
    </>
  )
}

function Facts({ letter }: { readonly letter: DeadLetter }) {
  const t = useText()
  const format = useFormat()
  const place = `${letter.brokerName} · ${letter.queueId} · ${letter.queueOffset}`
  return (
    <FactList
      facts={[
        { label: t('deadletters:column.enteredAt'), value: <Time at={letter.enteredAt} /> },
        { label: t('deadletters:column.originalTopic'), value: letter.originalTopic ?? '–' },
        { label: t('deadletters:column.reconsumeTimes'), value: format.count(letter.reconsumeTimes) },
        { label: t('deadletters:column.resent'), value: <Resent resent={letter.resent} /> },
        { label: t('deadletters:column.tag'), value: letter.tag ?? '–' },
        { label: t('deadletters:column.keys'), value: letter.keys.join(' ') || '–' },
        { label: t('deadletters:fact.bornAt'), value: <Time at={letter.bornAt} /> },
        { label: t('deadletters:fact.bornHost'), value: letter.bornHost },
        { label: t('deadletters:fact.storeHost'), value: letter.storeHost },
        { label: t('deadletters:fact.place'), value: place },
        {
          label: t('deadletters:fact.deadLetterId'),
          value: <Copyable value={letter.deadLetterId} label={t('deadletters:fact.deadLetterId')} />,
        },
        {
          label: t('deadletters:fact.originalMessageId'),
          value: letter.originalMessageId ? (
            <Copyable value={letter.originalMessageId} label={t('deadletters:fact.originalMessageId')} />
          ) : (
            '–'
          ),
        },
      ]}
    />
  )
}

/** As text where it is text, else in Base64; the page of the original message has every view of it. */
function Body({ view: { body, isCut, bodyProblem } }: { readonly view: View }) {
  const t = useText()
  if (body === null) return <Notice tone="info" title={t('deadletters:body.hidden')} />
  return (
    <div>
      <Title order={2} size="h4" mb="xs">
        {t('deadletters:body.title')}
      </Title>
      {bodyProblem && <Notice tone="warning" title={bodyProblem} />}
      <CodeBlock code={textOf(body)} label={t('deadletters:body.title')} />
      {isCut && <Notice tone="info" title={t('deadletters:body.cut')} />}
    </div>
  )
}

function textOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return base64
  }
}
