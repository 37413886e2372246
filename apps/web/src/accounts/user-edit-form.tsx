import { type User, userList, userUpdate, userView } from '@gantry/contract'
import { Checkbox, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'
import { notifyDone } from '../ui/notify.ts'
import { MfaForcedField } from './mfa-forced-field.tsx'
import { checkAccount, RightsFields, type RightsValues, rightsOf, useOnlyAccount } from './rights-fields.tsx'

export function UserEditForm() {
  const userId = useParam('userId')
  const onlyAccount = useOnlyAccount()
  const { data } = useQuery(read(userView, { params: { userId } }))
  return data && onlyAccount !== undefined ? <EditForm user={data.user} onlyAccount={onlyAccount} /> : null
}

interface EditFormProps {
  readonly user: User
  readonly onlyAccount: string
}

interface Values extends RightsValues {
  readonly isDisabled: boolean
  readonly isMfaForced: boolean
}

function EditForm({ user, onlyAccount }: EditFormProps) {
  const t = useText()
  const close = useClose(paths.users())
  const { userId, username, role, mayReadBodies, isDisabled, isMfaForced } = user
  const initialValues: Values = {
    role,
    accountId: user.accountId ?? onlyAccount,
    mayReadBodies,
    isDisabled,
    isMfaForced,
  }
  const contractForm = useContractForm({
    endpoint: userUpdate,
    initialValues,
    toInput: values => ({
      params: { userId },
      body: {
        ...rightsOf(values),
        isDisabled: values.isDisabled,
        isMfaForced: values.isMfaForced,
      },
    }),
    check: checkAccount,
    invalidates: [userList, userView],
    onSuccess: () => {
      notifyDone(t('common:success'))
      close()
    },
  })
  const { form } = contractForm
  return (
    <FormDialog
      title={`${t('accounts:edit.title')}: ${username}`}
      of={contractForm}
      submitLabel={t('common:save')}
      onClose={close}
    >
      {user.signsInBy === 'password' ? (
        <>
          <RightsFields form={form} />
          {user.accountId !== null && rightsOf(form.values).accountId !== user.accountId && (
            <Notice tone="warning" title={t('accounts:edit.moves')}>
              {t('accounts:edit.movesAbout')}
            </Notice>
          )}
          <MfaForcedField {...form.getInputProps('isMfaForced', { type: 'checkbox' })} />
        </>
      ) : (
        <Text size="sm">{t('oidc:user.follows')}</Text>
      )}
      <Checkbox
        label={t('accounts:edit.isDisabled')}
        description={t('accounts:edit.isDisabledHint')}
        {...form.getInputProps('isDisabled', { type: 'checkbox' })}
      />
    </FormDialog>
  )
}
