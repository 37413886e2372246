import { Checkbox, PasswordInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { LimitedText } from '../form/limited-text.tsx'
import { useText } from '../i18n/text.ts'

export interface ClusterValues extends Record<string, unknown> {
  name: string
  namesrvAddr: string
  tls: boolean
  accessKey: string
  secretKey: string
  readOnly: boolean
  version: number
}

export const NEW_CLUSTER: ClusterValues = {
  name: '',
  namesrvAddr: '',
  tls: false,
  accessKey: '',
  secretKey: '',
  readOnly: false,
  version: 0,
}

/** What the API takes of them: an empty key is left out, so that a secret which is kept stays as it is. */
export function settingsOf({ name, namesrvAddr, tls, accessKey, secretKey }: ClusterValues) {
  return { name, namesrvAddr, tls, ...(accessKey && { accessKey }), ...(secretKey && { secretKey }) }
}

const NAME_LENGTH = { min: 1, max: 64 } as const
const ADDRESS_LENGTH = { min: 3, max: 1_024 } as const

interface ClusterFieldsProps {
  readonly form: UseFormReturnType<ClusterValues>
  readonly hasSecretKey?: boolean
}

export function ClusterFields({ form, hasSecretKey = false }: ClusterFieldsProps) {
  const t = useText()
  return (
    <>
      <LimitedText
        label={t('clusters:field.name')}
        limits={NAME_LENGTH}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <LimitedText
        label={t('clusters:field.namesrvAddr')}
        limits={ADDRESS_LENGTH}
        hint={t('clusters:field.namesrvAddrHint')}
        required
        placeholder="10.0.0.1:9876;10.0.0.2:9876"
        {...form.getInputProps('namesrvAddr')}
      />
      <Checkbox label={t('clusters:field.tls')} {...form.getInputProps('tls', { type: 'checkbox' })} />
      <TextInput
        label={t('clusters:field.accessKey')}
        description={t('clusters:field.accessKeyHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={256}
        autoComplete="off"
        {...form.getInputProps('accessKey')}
      />
      <PasswordInput
        label={t('clusters:field.secretKey')}
        description={t(hasSecretKey ? 'clusters:field.secretKeyKept' : 'clusters:field.secretKeyHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={256}
        autoComplete="new-password"
        {...form.getInputProps('secretKey')}
      />
    </>
  )
}
