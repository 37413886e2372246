/** What a message says: as text, as a JSON tree or as hex, in a character set of choice. */
import { CHARSETS, type MessageBody, messageBodyDownload, urlOf } from '@gantry/contract'
import { Button, Group, NativeSelect, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { changeListState } from '../table/list-state.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { type BodyView, hexDump, isTree, jsonOf, VIEWS, viewOf } from './body-view.ts'
import { JsonTree } from './json-tree.tsx'

interface BodyProps {
  readonly body: MessageBody
}

export function MessageBodyView({ body }: BodyProps) {
  const t = useText()
  const { problem } = body
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('messages:body.title')}
        </Title>
        <Size body={body} />
      </Group>
      {problem && (
        <Notice
          tone={problem.code === 'MASKED' ? 'info' : 'warning'}
          title={t(`messages:body.problem.${problem.code}`)}
        >
          {t(`messages:body.problemAbout.${problem.code}`)}
        </Notice>
      )}
      {problem?.code !== 'MASKED' && <Shown body={body} />}
    </Stack>
  )
}

function Size({ body: { bytes, storedBytes, compression } }: BodyProps) {
  const t = useText()
  const format = useFormat()
  const stored = format.bytes(storedBytes)
  const sizes = { bytes: bytes === null ? '–' : format.bytes(bytes), stored }
  return (
    <Text size="sm" c="dimmed">
      {compression === null
        ? t('messages:body.size', sizes)
        : t('messages:body.compressed', { ...sizes, compression })}
    </Text>
  )
}

function Shown({ body }: BodyProps) {
  const t = useText()
  const [search, setSearch] = useSearchParams()
  const view = viewOf(search, body)
  const choose = (change: Record<string, string>): void =>
    setSearch(current => changeListState(current, change), { replace: true })
  return (
    <>
      <Group gap="xs" align="flex-end">
        <SegmentedControl
          aria-label={t('messages:body.view')}
          size="xs"
          value={view}
          onChange={wanted => choose({ view: wanted })}
          data={VIEWS.map(value => ({ value, label: t(`messages:body.${value}`) }))}
        />
        <NativeSelect
          size="xs"
          aria-label={t('messages:body.charset')}
          data={[...CHARSETS]}
          value={body.charset}
          onChange={event => choose({ charset: event.currentTarget.value })}
        />
        <DownloadButton body={body} />
      </Group>
      <Content body={body} view={view} />
      {body.isCut && (
        <Text size="sm" c="dimmed">
          {t('messages:body.cut')}
        </Text>
      )}
    </>
  )
}

function DownloadButton({ body: { problem } }: BodyProps) {
  const t = useText()
  const params = {
    instanceId: useParam('instanceId'),
    topic: useParam('topic'),
    messageId: useParam('messageId'),
  }
  const query = problem ? { form: 'stored' } : {}
  return (
    <Button
      component="a"
      href={urlOf(messageBodyDownload, { params, query })}
      download
      size="xs"
      variant="default"
      leftSection={<Icon name="download" size={14} />}
    >
      {t(problem ? 'messages:body.downloadStored' : 'messages:body.download')}
    </Button>
  )
}

function Content({ body, view }: BodyProps & { readonly view: BodyView }) {
  const t = useText()
  const label = t('messages:body.title')
  if (view === 'hex') return <CodeBlock label={label} code={hexDump(body.base64 ?? '')} />
  if (body.text === null) {
    return <Notice tone="info" title={t('messages:body.noText', { charset: body.charset })} />
  }
  if (view === 'text') return <CodeBlock label={label} code={body.text} />
  const value = jsonOf(body.text)
  if (value === undefined) return <Notice tone="info" title={t('messages:body.noJson')} />
  return isTree(value) ? (
    <JsonTree value={value} label={label} />
  ) : (
    <CodeBlock label={label} code={body.text} />
  )
}
