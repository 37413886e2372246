/** Password, then QR code and first code: the same in the dialog of who wants to and on the page of who must. */

import { mfaBind, mfaStart, mfaView, ownSessionList, type ResponseOf } from '@gantry/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { useContractForm } from '../../form/use-contract-form.tsx'
import { useText } from '../../i18n/text.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { CurrentPasswordField } from '../current-password-field.tsx'
import { CodeField } from './code-field.tsx'
import { QrCode } from './qr-code.tsx'

type Begun = ResponseOf<typeof mfaStart>

interface DeviceBindingProps {
  readonly cancelLabel: string
  readonly onCancel: () => void
  readonly onBound: (recoveryCodes: readonly string[]) => void
}

export function DeviceBinding(props: DeviceBindingProps) {
  const [begun, setBegun] = useState<Begun>()
  return begun ? <FirstCode {...props} begun={begun} /> : <Beginning {...props} onBegun={setBegun} />
}

function Beginning(props: DeviceBindingProps & { readonly onBegun: (begun: Begun) => void }) {
  const t = useText()
  const { form, submit, isPending, failure } = useContractForm({
    endpoint: mfaStart,
    initialValues: { currentPassword: '' },
    toInput: body => ({ body }),
    invalidates: [],
    onSuccess: props.onBegun,
  })
  return (
    <Step {...props} submit={submit} isPending={isPending} failure={failure} label={t('mfa:bind.begin')}>
      <Text size="sm">{t('mfa:bind.needs')}</Text>
      <CurrentPasswordField {...form.getInputProps('currentPassword')} />
    </Step>
  )
}

function FirstCode({ begun, ...props }: DeviceBindingProps & { readonly begun: Begun }) {
  const t = useText()
  const { form, submit, isPending, failure } = useContractForm({
    endpoint: mfaBind,
    initialValues: { code: '' },
    toInput: body => ({ body }),
    invalidates: [mfaView, ownSessionList],
    onSuccess: ({ recoveryCodes }) => props.onBound(recoveryCodes),
  })
  return (
    <Step {...props} submit={submit} isPending={isPending} failure={failure} label={t('mfa:bind.submit')}>
      <Text size="sm">{t('mfa:bind.scan')}</Text>
      <Group justify="center">
        <QrCode text={begun.uri} label={t('mfa:bind.qr')} />
      </Group>
      <Stack gap={2}>
        <Text size="sm">{t('mfa:bind.type')}</Text>
        <Copyable value={begun.secret} label={t('mfa:bind.secret')} />
      </Stack>
      <CodeField isFirst autoFocus {...form.getInputProps('code')} />
    </Step>
  )
}

interface StepProps {
  readonly cancelLabel: string
  readonly onCancel: () => void
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
  readonly isPending: boolean
  readonly failure: Error | null
  readonly label: string
  readonly children: ReactNode
}

function Step({ cancelLabel, onCancel, submit, isPending, failure, label, children }: StepProps) {
  const t = useText()
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {failure && <FailureNotice failure={describeError(failure, t)} />}
        {children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {cancelLabel}
          </Button>
          <Button type="submit" loading={isPending}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
