import { AUTHORISATIONS, GRANTEE_TYPES, grantCreate, grantList } from '@gantry/contract'
import { NativeSelect, TextInput } from '@mantine/core'
import { useRefusal } from '../api/session.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useSettled } from './use-settled.ts'

interface Values extends Record<string, unknown> {
  readonly granteeType: (typeof GRANTEE_TYPES)[number]
  readonly grantee: string
  readonly authorisation: (typeof AUTHORISATIONS)[number]
  /** As they are typed, with spaces or commas between. */
  readonly groups: string
}

const INITIAL: Values = { granteeType: 'RAM_USER', grantee: '', authorisation: 'PUBLISH', groups: '' }

export function GrantCreateForm() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const close = useClose(paths.topic(instanceId, topic, 'grants'))
  const contractForm = useContractForm({
    endpoint: grantCreate,
    initialValues: INITIAL,
    toInput: ({ groups, ...values }) => ({
      params: { instanceId, topic },
      body: { ...values, groups: values.authorisation === 'PUBLISH' ? [] : namesIn(groups) },
    }),
    invalidates: [grantList],
    onSuccess: useSettled(close),
  })
  const { form } = contractForm
  const { granteeType, authorisation } = form.values
  return (
    <FormDialog
      title={`${t('access:grants.authorize')}: ${topic}`}
      of={contractForm}
      submitLabel={t('access:grants.submit')}
      onClose={close}
      refusal={useRefusal(grantCreate)}
    >
      <NativeSelect
        label={t('access:grants.granteeType')}
        data={GRANTEE_TYPES.map(value => ({ value, label: t(`access:grants.type.${value}`) }))}
        data-autofocus
        {...form.getInputProps('granteeType')}
      />
      <TextInput
        label={t(`access:grants.by.${granteeType}`)}
        description={t(`access:grants.byAbout.${granteeType}`)}
        required
        {...form.getInputProps('grantee')}
      />
      <NativeSelect
        label={t('access:grants.authorisation')}
        data={AUTHORISATIONS.map(value => ({ value, label: t(`access:grants.may.${value}`) }))}
        {...form.getInputProps('authorisation')}
      />
      {authorisation !== 'PUBLISH' && (
        <TextInput
          label={t('access:grants.groups')}
          description={t('access:grants.groupsAbout')}
          required
          {...form.getInputProps('groups')}
        />
      )}
    </FormDialog>
  )
}

function namesIn(typed: string): string[] {
  return typed.split(/[\s,]+/).filter(Boolean)
}
