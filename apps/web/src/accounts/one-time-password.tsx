import { ONE_TIME_PASSWORD_DAYS } from '@gantry/rules'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Copyable } from '../ui/copyable.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'

interface OneTimePasswordProps {
  readonly title: string
  readonly password: string
  readonly onClose: () => void
}

/** Shown once: neither Escape nor a click beside it takes it away. */
export function OneTimePassword({ title, password, onClose }: OneTimePasswordProps) {
  const t = useText()
  return (
    <Dialog title={title} onClose={onClose} isInsistent>
      <Stack>
        <Notice tone="warning" title={t('accounts:create.password')}>
          <Stack gap="xs">
            <Text size="sm">{t('accounts:create.handOver', { days: ONE_TIME_PASSWORD_DAYS })}</Text>
            <Copyable value={password} label={t('accounts:create.password')} />
          </Stack>
        </Notice>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
