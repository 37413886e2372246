import { TextInput, type TextInputProps } from '@mantine/core'
import { useText } from '../../i18n/text.ts'

/** For the six digits of the device; where there are recovery codes, for one of these, too. */
export function CodeField({ isFirst = false, ...field }: TextInputProps & { readonly isFirst?: boolean }) {
  const t = useText()
  return (
    <TextInput
      label={t('mfa:code')}
      description={t(isFirst ? 'mfa:codeOfDevice' : 'mfa:codeOrRecovery')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      {...field}
    />
  )
}
