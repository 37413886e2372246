/** One event of the record: all that is known of it, what it changed, and the way back where there is one. */
import { type AuditEvent, auditEventView } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { describeError } from '../api/describe-error.ts'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AuditCredential } from './audit-credential.tsx'
import { AuditResult } from './audit-result.tsx'
import { differencesOf } from './differences.ts'
import { undoPathOf } from './undo-path.ts'
import { useRecordedText } from './use-recorded-text.ts'

export function AuditEventDialog() {
  const t = useText()
  const close = useClose(paths.audit())
  const auditId = useParam('auditId')
  const { data, error } = useQuery(read(auditEventView, { params: { auditId } }))
  const undo = data && undoPathOf(data)
  return (
    <Dialog title={t('audit:event')} onClose={close} size="xl">
      <Stack gap="md">
        {error && <FailureNotice failure={describeError(error, t)} />}
        {!data && !error && <Waiting />}
        {data && <EventFacts event={data} />}
        {data && <Changed event={data} />}
        <Group justify="flex-end" gap="xs">
          {undo !== undefined && (
            <LinkButton to={undo} variant="default">
              {t('audit:undo')}
            </LinkButton>
          )}
          <Button onClick={close}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function EventFacts({ event }: { readonly event: AuditEvent }) {
  const t = useText()
  const { fieldOf, shownOf } = useRecordedText()
  const { at, username, credential, action, target, result, address, userAgent, requestId, details } = event
  return (
    <FactList
      facts={[
        { label: t('audit:column.at'), value: <Time at={at} /> },
        { label: t('audit:column.username'), value: username ?? '–' },
        { label: t('audit:column.credential'), value: <AuditCredential credential={credential} /> },
        { label: t('audit:column.action'), value: action },
        { label: t('audit:column.target'), value: target },
        { label: t('audit:column.result'), value: <AuditResult result={result} /> },
        { label: t('audit:column.address'), value: address || '–' },
        { label: t('audit:column.userAgent'), value: userAgent || '–' },
        { label: t('audit:column.requestId'), value: requestId },
        ...Object.entries(details).map(([field, value]) => ({
          label: fieldOf(field),
          value: shownOf(value),
        })),
      ]}
    />
  )
}

function Changed({ event: { change } }: { readonly event: AuditEvent }) {
  const t = useText()
  const { fieldOf, shownOf } = useRecordedText()
  if (!change) return <Text c="dimmed">{t('audit:noChange')}</Text>
  return (
    <SmallTable
      title={t('audit:column.change')}
      hasTitleAlways
      head={[{ label: t('audit:field') }, { label: t('audit:before') }, { label: t('audit:after') }]}
      rows={differencesOf(change).map(({ field, before, after }) => ({
        key: field,
        cells: [fieldOf(field), <del key="before">{shownOf(before)}</del>, shownOf(after)],
      }))}
    />
  )
}
