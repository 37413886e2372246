import { type ResponseOf, userCreate, userList } from '@gantry/contract'
import { USERNAME_LENGTH } from '@gantry/rules'
import { useState } from 'react'
import { useRefusal } from '../api/session.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { LimitedText } from '../form/limited-text.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { paths } from '../paths.ts'
import { MfaForcedField } from './mfa-forced-field.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { checkAccount, RightsFields, type RightsValues, rightsOf, useOnlyAccount } from './rights-fields.tsx'

export function UserCreateForm() {
  const accountId = useOnlyAccount()
  return accountId === undefined ? null : <CreateForm accountId={accountId} />
}

interface Values extends RightsValues {
  readonly username: string
  readonly isMfaForced: boolean
}

function CreateForm({ accountId }: { readonly accountId: string }) {
  const t = useText()
  const close = useClose(paths.users())
  const [made, setMade] = useState<ResponseOf<typeof userCreate>>()
  const initialValues: Values = {
    username: '',
    role: 'readOnly',
    accountId,
    mayReadBodies: false,
    isMfaForced: false,
  }
  const contractForm = useContractForm({
    endpoint: userCreate,
    initialValues,
    toInput: ({ username, isMfaForced, ...rights }) => ({
      body: { username, isMfaForced, ...rightsOf(rights) },
    }),
    check: checkAccount,
    invalidates: [userList],
    onSuccess: setMade,
  })
  const refusal = useRefusal(userCreate)
  if (made) {
    const title = t('accounts:create.done', { username: made.user.username })
    const { username } = made.user
    return <OneTimePassword title={title} username={username} password={made.password} onClose={close} />
  }
  const { form } = contractForm
  return (
    <FormDialog
      title={t('accounts:create.title')}
      of={contractForm}
      submitLabel={t('accounts:create.submit')}
      onClose={close}
      refusal={refusal}
    >
      <LimitedText
        label={t('accounts:users.username')}
        limits={USERNAME_LENGTH}
        hint={t('accounts:users.usernameHint')}
        required
        data-autofocus
        {...form.getInputProps('username')}
      />
      <RightsFields form={form} />
      <MfaForcedField {...form.getInputProps('isMfaForced', { type: 'checkbox' })} />
    </FormDialog>
  )
}
