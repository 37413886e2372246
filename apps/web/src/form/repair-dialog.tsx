import type { BrokerOutcome } from '@gantry/contract'
import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { OutcomeList } from '../ui/outcome-list.tsx'

interface RepairDialogProps<Action extends string> {
  readonly title: string
  /** What is wrong, in a sentence. */
  readonly about: string
  /** Where it stands now, when that is known. */
  readonly brokerNames?: readonly string[]
  /** What the brokers said to the last try. */
  readonly outcomes: readonly BrokerOutcome[]
  /** None: there is nothing to repair any more. */
  readonly choices: readonly { readonly action: Action; readonly label: string; readonly about: string }[]
  readonly onChoose: (action: Action) => void
  readonly onClose: () => void
  readonly isPending: boolean
  readonly error: Error | null
  /** Why it cannot be repaired by this person. */
  readonly refusal?: string | undefined
}

/** Something stands on some brokers only, or only in the console's memory: says so, and offers what settles it. */
export function RepairDialog<Action extends string>(props: RepairDialogProps<Action>) {
  const { title, about, brokerNames, outcomes, choices, onChoose, onClose, isPending, error, refusal } = props
  const t = useText()
  const [chosen, setChosen] = useState<string>()
  const choice = choices.find(({ action }) => action === chosen) ?? choices[0]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (choice && !isPending && refusal === undefined) onChoose(choice.action)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {refusal && <Notice tone="warning" title={refusal} />}
          {error && <FailureNotice failure={describeError(error, t)} />}
          <Notice tone={choice ? 'warning' : 'info'} title={about}>
            {brokerNames && (
              <Text size="sm">
                {t('common:standsOn')}: {brokerNames.join(', ') || '–'}
              </Text>
            )}
          </Notice>
          {outcomes.length > 0 && <OutcomeList outcomes={outcomes} />}
          {choice && (
            <Radio.Group label={t('common:repair.choose')} value={choice.action} onChange={setChosen}>
              <Stack gap="xs" mt="xs">
                {choices.map(({ action, label, about: description }) => (
                  <Radio key={action} value={action} label={label} description={description} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t(choice ? 'common:cancel' : 'common:close')}
            </Button>
            {choice && (
              <Button type="submit" loading={isPending} disabled={refusal !== undefined}>
                {choice.label}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
