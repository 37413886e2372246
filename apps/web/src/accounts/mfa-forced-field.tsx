import { Checkbox, type CheckboxProps } from '@mantine/core'
import { useText } from '../i18n/text.ts'

export function MfaForcedField(field: CheckboxProps) {
  const t = useText()
  return (
    <Checkbox
      label={t('accounts:users.isMfaForced')}
      description={t('accounts:users.isMfaForcedHint')}
      {...field}
    />
  )
}
