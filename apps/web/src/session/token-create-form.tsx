import { tokenCreate, tokenList } from '@gantry/contract'
import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { FormDialog } from '../form/form-dialog.tsx'
import { LimitedText } from '../form/limited-text.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { Copyable } from '../ui/copyable.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'

const NAME_LENGTH = { min: 1, max: 64 } as const
const VALID_DAYS = [7, 30, 90, 365] as const

export function TokenCreateForm() {
  const t = useText()
  const close = useClose(paths.profile())
  const [token, setToken] = useState<string>()
  const contractForm = useContractForm({
    endpoint: tokenCreate,
    initialValues: { name: '', expiresInDays: '90' },
    toInput: ({ name, expiresInDays }) => ({
      body: { name, ...(expiresInDays && { expiresInDays: Number(expiresInDays) }) },
    }),
    invalidates: [tokenList],
    onSuccess: answer => setToken(answer.token),
  })
  const { form } = contractForm
  if (token !== undefined) return <TokenMade token={token} onClose={close} />
  return (
    <FormDialog
      title={t('session:tokens.create')}
      of={contractForm}
      submitLabel={t('session:tokens.submit')}
      onClose={close}
    >
      <LimitedText
        label={t('session:tokens.name')}
        limits={NAME_LENGTH}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <NativeSelect
        label={t('session:tokens.expiresInDays')}
        data={[
          ...VALID_DAYS.map(days => ({ value: String(days), label: t('session:tokens.days', { days }) })),
          { value: '', label: t('session:tokens.noExpiry') },
        ]}
        {...form.getInputProps('expiresInDays')}
      />
    </FormDialog>
  )
}

/** Shown once: neither Escape nor a click beside it takes it away. */
function TokenMade({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('session:tokens.create')} onClose={onClose} isInsistent>
      <Stack>
        <Notice tone="warning" title={t('session:tokens.made')}>
          <Copyable value={token} label={t('session:tokens.token')} />
        </Notice>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
