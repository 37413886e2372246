/** What one may do with a topic: a new grant, or another one in its place. */
import { AUTHORISATIONS, GRANTEE_TYPES, grantCreate, grantList } from '@gantry/contract'
import { groupProblem, type Problem, sourceAddressProblem } from '@gantry/rules'
import { NativeSelect, TextInput } from '@mantine/core'
import { FormDialog } from '../form/form-dialog.tsx'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useSettled } from './use-settled.ts'

export interface GrantValues extends Record<string, unknown> {
  readonly granteeType: (typeof GRANTEE_TYPES)[number]
  readonly grantee: string
  readonly authorisation: (typeof AUTHORISATIONS)[number]
  /** As they are typed, with spaces or commas between; the same below. */
  readonly groups: string
  readonly sourceIps: string
}

interface FormProps {
  readonly title: string
  readonly submitLabel: string
  readonly initialValues: GrantValues
  /** Who it is for stays as it is. */
  readonly isGranteeFixed: boolean
}

export function GrantForm({ title, submitLabel, initialValues, isGranteeFixed }: FormProps) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const close = useClose(paths.topic(instanceId, topic, 'grants'))
  const contractForm = useContractForm({
    endpoint: grantCreate,
    initialValues,
    toInput: ({ groups, sourceIps, ...values }) => ({
      params: { instanceId, topic },
      body: {
        ...values,
        groups: values.authorisation === 'PUBLISH' ? [] : wordsIn(groups),
        sourceIps: wordsIn(sourceIps),
      },
    }),
    check: ({ groups, sourceIps }) => ({
      groups: firstProblem(wordsIn(groups), groupProblem),
      sourceIps: firstProblem(wordsIn(sourceIps), sourceAddressProblem),
    }),
    invalidates: [grantList],
    onSuccess: useSettled(close),
  })
  const { form } = contractForm
  const { granteeType, authorisation } = form.values
  return (
    <FormDialog title={`${title}: ${topic}`} of={contractForm} submitLabel={submitLabel} onClose={close}>
      <NativeSelect
        label={t('access:grants.granteeType')}
        data={GRANTEE_TYPES.map(value => ({ value, label: t(`access:grants.type.${value}`) }))}
        data-autofocus={!isGranteeFixed}
        disabled={isGranteeFixed}
        {...form.getInputProps('granteeType')}
      />
      <TextInput
        label={t(`access:grants.by.${granteeType}`)}
        description={isGranteeFixed ? undefined : t(`access:grants.byAbout.${granteeType}`)}
        required
        disabled={isGranteeFixed}
        {...form.getInputProps('grantee')}
      />
      <NativeSelect
        label={t('access:grants.authorisation')}
        data={AUTHORISATIONS.map(value => ({ value, label: t(`access:grants.may.${value}`) }))}
        data-autofocus={isGranteeFixed}
        {...form.getInputProps('authorisation')}
      />
      {authorisation !== 'PUBLISH' && (
        <TextInput
          label={t('access:grants.groups')}
          description={t('access:grants.groupsAbout')}
          {...form.getInputProps('groups')}
        />
      )}
      <TextInput
        label={t('access:grants.sources')}
        description={t('access:grants.sourcesAbout')}
        {...form.getInputProps('sourceIps')}
      />
    </FormDialog>
  )
}

function wordsIn(typed: string): string[] {
  return typed.split(/[\s,]+/).filter(Boolean)
}

/** The contract names the word; the field is where all of them stand. */
function firstProblem(
  words: readonly string[],
  rule: (word: string) => Problem | undefined,
): Problem | undefined {
  return words.map(rule).find(found => found !== undefined)
}
