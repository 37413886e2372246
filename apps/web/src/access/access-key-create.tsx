import { accessKeyCreate, accessKeyList, type ResponseOf } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { describeError } from '../api/describe-error.ts'
import { useMe } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { Copyable } from '../ui/copyable.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { AccessOutcomes } from './access-outcomes.tsx'

export function AccessKeyCreate() {
  const t = useText()
  const close = useClose(paths.accessKeys())
  const change = useChange(accessKeyCreate, { invalidates: [accessKeyList] })
  const hasNoAccount = useMe()?.accountId === null
  if (change.data) return <KeyMade made={change.data} onClose={close} />
  return (
    <Dialog title={t('access:keys.create')} onClose={close}>
      <Stack>
        {hasNoAccount && <Notice tone="warning" title={t('access:keys.noAccount')} />}
        {change.error && <FailureNotice failure={describeError(change.error, t)} />}
        <Text size="sm">{t('access:keys.createAbout')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common:cancel')}
          </Button>
          <Button
            loading={change.isPending}
            disabled={hasNoAccount}
            onClick={() => change.mutate({})}
            data-autofocus
          >
            {t('access:keys.submit')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

interface KeyMadeProps {
  readonly made: ResponseOf<typeof accessKeyCreate>
  readonly onClose: () => void
}

/** Shown once: neither Escape nor a click beside it takes it away. */
function KeyMade({ made: { accessKey, secretKey, outcomes }, onClose }: KeyMadeProps) {
  const t = useText()
  return (
    <Dialog title={t('access:keys.made')} onClose={onClose} isInsistent>
      <Stack>
        <Notice tone="warning" title={t('access:keys.once')}>
          <Stack gap="xs">
            <Text size="sm">{t('access:keys.accessKey')}</Text>
            <Copyable value={accessKey.accessKey} label={t('access:keys.accessKey')} />
            <Text size="sm">{t('access:keys.secretKey')}</Text>
            <Copyable value={secretKey} label={t('access:keys.secretKey')} />
          </Stack>
        </Notice>
        <AccessOutcomes outcomes={outcomes} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
