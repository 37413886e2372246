import { ONE_TIME_PASSWORD_DAYS } from '@gantry/rules'
import { Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Copyable } from '../ui/copyable.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'

interface OneTimePasswordProps {
  readonly title: string
  readonly username: string
  readonly password: string
  readonly onClose: () => void
}

/** Shown once: neither Escape nor a click beside it takes it away. */
export function OneTimePassword({ title, username, password, onClose }: OneTimePasswordProps) {
  const t = useText()
  return (
    <Dialog title={title} onClose={onClose} isInsistent>
      <Stack>
        <Notice tone="warning" title={t('accounts:create.password')}>
          <Stack gap="xs">
            <Text size="sm">{t('accounts:create.handOver', { days: ONE_TIME_PASSWORD_DAYS })}</Text>
            <Copyable value={password} label={t('accounts:create.password')} />
            <Text size="sm">{t('accounts:create.address')}</Text>
            <Copyable value={window.location.origin} label={t('accounts:create.address')} />
            <CopyBoth username={username} password={password} />
          </Stack>
        </Notice>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

/** All that the user needs, as one message to send. */
function CopyBoth({ username, password }: Pick<OneTimePasswordProps, 'username' | 'password'>) {
  const t = useText()
  const address = window.location.origin
  return (
    <CopyButton value={t('accounts:create.message', { address, username, password })}>
      {({ copied, copy }) => (
        <Button variant="default" size="xs" onClick={copy} style={{ alignSelf: 'flex-start' }}>
          {t(copied ? 'common:copied' : 'accounts:create.copyAll')}
        </Button>
      )}
    </CopyButton>
  )
}
