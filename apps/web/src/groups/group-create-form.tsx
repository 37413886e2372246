import { type Group, groupCreate, groupList, instanceList, instanceView, PROTOCOLS } from '@gantry/contract'
import { DESCRIPTION_LENGTH, GROUP_LENGTH } from '@gantry/rules'
import { Radio, Stack } from '@mantine/core'
import { useNavigate, useSearchParams } from 'react-router'
import { FormDialog } from '../form/form-dialog.tsx'
import { LimitedText } from '../form/limited-text.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'
import { protocolOf } from './protocol-of.ts'
import { useGroupCreateRefusal } from './use-group-create-refusal.ts'

interface Values extends Record<string, unknown> {
  group: string
  protocol: Group['protocol']
  description: string
}

export function GroupCreateForm() {
  const t = useText()
  const navigate = useNavigate()
  const instanceId = useParam('instanceId')
  const protocol = protocolOf(useSearchParams()[0].get('protocol'))
  const close = useClose(paths.groups(instanceId, protocol))
  const initialValues: Values = { group: '', protocol, description: '' }
  const contractForm = useContractForm({
    endpoint: groupCreate,
    initialValues,
    toInput: body => ({ params: { instanceId }, body }),
    invalidates: [groupList, instanceView, instanceList],
    onSuccess: ({ group, outcomes }) => {
      if (group.state === 'INCOMPLETE') {
        void navigate(paths.groupRepair(instanceId, group.group), { replace: true, state: { outcomes } })
        return
      }
      notifyDone(t('groups:create.done', { group: group.group }))
      // To the list that holds it, which may be that of the other protocol.
      if (group.protocol === protocol) close()
      else void navigate(paths.groups(instanceId, group.protocol), { replace: true })
    },
  })
  const { form } = contractForm
  return (
    <FormDialog
      title={t('groups:create.title')}
      of={contractForm}
      submitLabel={t('groups:create.submit')}
      onClose={close}
      refusal={useGroupCreateRefusal(instanceId)}
    >
      <LimitedText
        label={t('groups:column.group')}
        limits={GROUP_LENGTH}
        hint={t('groups:create.nameHint')}
        required
        placeholder="GID_"
        data-autofocus
        {...form.getInputProps('group')}
      />
      <Radio.Group
        label={t('groups:protocols')}
        description={t('groups:create.protocolHint')}
        {...form.getInputProps('protocol')}
      >
        <Stack gap="xs" mt="xs">
          {PROTOCOLS.map(name => (
            <Radio key={name} value={name} label={t(`groups:protocol.${name}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <LimitedText
        label={t('groups:column.description')}
        limits={DESCRIPTION_LENGTH}
        isLong
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}
