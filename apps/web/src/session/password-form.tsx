import { Text } from '@mantine/core'
import { FormDialog } from '../form/form-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { PasswordFields, usePasswordForm } from './password-fields.tsx'

export function PasswordForm() {
  const t = useText()
  const close = useClose(paths.profile())
  const contractForm = usePasswordForm(close)
  return (
    <FormDialog
      title={t('session:passwordForm.title')}
      of={contractForm}
      submitLabel={t('session:passwordForm.submit')}
      onClose={close}
    >
      <PasswordFields form={contractForm.form} />
      <Text size="sm" c="dimmed">
        {t('session:passwordForm.others')}
      </Text>
    </FormDialog>
  )
}
