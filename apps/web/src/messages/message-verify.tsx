/** Has one online client consume the message, and shows its verdict. */
import { messageDelivery, messageVerify, type ResponseOf } from '@gantry/contract'
import { NativeSelect, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { read } from '../api/read.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { Notice } from '../ui/notice.tsx'

type Delivery = ResponseOf<typeof messageDelivery>['items'][number]
type Verdict = ResponseOf<typeof messageVerify>

/** Opens once it is known who is online. */
export function MessageVerify() {
  const params = {
    instanceId: useParam('instanceId'),
    topic: useParam('topic'),
    messageId: useParam('messageId'),
  }
  const { data } = useQuery(read(messageDelivery, { params }))
  return data ? <VerifyForm params={params} deliveries={data.items} /> : null
}

interface VerifyFormProps {
  readonly params: { readonly instanceId: string; readonly topic: string; readonly messageId: string }
  readonly deliveries: readonly Delivery[]
}

function VerifyForm({ params, deliveries }: VerifyFormProps) {
  const t = useText()
  const [search] = useSearchParams()
  const close = useClose(paths.message(params.instanceId, params.topic, params.messageId))
  const [verdict, setVerdict] = useState<Verdict>()
  const online = deliveries.filter(({ evidence }) => evidence.clientIds.length > 0)
  const first = online.find(({ group }) => group === search.get('group')) ?? online[0]
  const contractForm = useContractForm({
    endpoint: messageVerify,
    initialValues: { group: first?.group ?? '', clientId: first?.evidence.clientIds[0] ?? '' },
    toInput: body => ({ params, body }),
    invalidates: [messageDelivery],
    onSuccess: setVerdict,
  })
  const { form } = contractForm
  const clientIds = online.find(({ group }) => group === form.values.group)?.evidence.clientIds ?? []
  const chooseGroup = (group: string): void => {
    const [clientId = ''] = online.find(each => each.group === group)?.evidence.clientIds ?? []
    form.setValues({ group, clientId })
  }
  return (
    <FormDialog
      title={t('messages:verify.title')}
      of={contractForm}
      submitLabel={t('messages:verify.action')}
      onClose={close}
      refusal={online.length === 0 ? t('messages:verify.nobody') : undefined}
    >
      <Text size="sm">{t('messages:verify.about')}</Text>
      <NativeSelect
        label={t('messages:verify.group')}
        data={online.map(({ group }) => group)}
        value={form.values.group}
        onChange={event => chooseGroup(event.currentTarget.value)}
        error={form.errors.group}
      />
      <NativeSelect
        label={t('messages:verify.client')}
        data={clientIds}
        {...form.getInputProps('clientId')}
      />
      {verdict && <VerdictNotice verdict={verdict} />}
    </FormDialog>
  )
}

function VerdictNotice({ verdict }: { readonly verdict: Verdict }) {
  const t = useText()
  const { isConsumed, consumeResult, spentMs, remark } = verdict
  return (
    <Notice
      tone={isConsumed ? 'info' : 'warning'}
      title={t(isConsumed ? 'messages:verify.consumed' : 'messages:verify.failed')}
    >
      <Text size="sm">
        {t('messages:verify.result')}: {consumeResult}.{' '}
        {spentMs !== null && t('messages:verify.took', { ms: spentMs })}
      </Text>
      {remark && <CodeBlock label={t('messages:verify.remark')} code={remark} />}
    </Notice>
  )
}
