/** One setting: the new value, on which brokers, what changes there; then what came of it on each. */
import { type BrokerSetting, brokerConfigList, brokerConfigUpdate } from '@gantry/contract'
import { type BrokerSettingRule, brokerSettingProblem, brokerSettingRule } from '@gantry/rules'
import { Button, Checkbox, Code, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { ProblemSentence } from '../i18n/problem-sentence.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { Notice } from '../ui/notice.tsx'
import { ChangeTable } from './change-table.tsx'
import { SettingInput } from './setting-input.tsx'
import { placesOf, type SettingPlace } from './setting-places.ts'
import { useBroker } from './use-broker.ts'
import { useSettingChange } from './use-setting-change.ts'

/** Opens once it is known how the brokers are set. */
export function SettingEdit() {
  const { input, brokerName } = useBroker()
  const name = useParam('setting')
  const { data } = useQuery(read(brokerConfigList, input))
  const setting = data?.items.find(each => each.name === name)
  const rule = brokerSettingRule(name)
  if (!data || !setting || !rule) return null
  const places = placesOf({ brokerName, brokerId: data.brokerId }, data.comparedWith, setting)
  return <EditDialog setting={setting} rule={rule} places={places} />
}

interface EditDialogProps {
  readonly setting: BrokerSetting
  readonly rule: BrokerSettingRule
  /** Every broker of the cluster that has the setting, the one of this page first. */
  readonly places: readonly SettingPlace[]
}

function EditDialog({ setting: { name, value: current, defaultValue }, rule, places }: EditDialogProps) {
  const t = useText()
  const { clusterId, brokerName, brokerId } = useBroker()
  const close = useClose(paths.broker(clusterId, brokerName, 'config', brokerId))
  const refusal = useRefusal(brokerConfigUpdate)
  const [value, setValue] = useState(current ?? '')
  const [chosen, setChosen] = useState<readonly string[]>(places.slice(0, 1).map(({ key }) => key))
  const { results, isPending, change } = useSettingChange(clusterId)
  const problem = brokerSettingProblem(name, value)
  const changing = places.filter(({ key, before }) => chosen.includes(key) && before !== value)
  const canSend = refusal === undefined && problem === undefined && changing.length > 0 && !isPending
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (canSend) void change(name, value, changing)
  }
  return (
    <Dialog title={t('brokers:edit.title', { name })} onClose={close}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {refusal && <Notice tone="warning" title={refusal} />}
          <Notice tone="info" title={t('brokers:edit.about')} />
          <FactList
            isCompact
            facts={[
              { label: t('brokers:edit.now'), value: <Code>{current || '–'}</Code> },
              { label: t('brokers:config.default'), value: <Code>{defaultValue || '–'}</Code> },
            ]}
          />
          <SettingInput
            rule={rule}
            value={value}
            onChange={setValue}
            error={problem && <ProblemSentence problem={problem} />}
          />
          <Checkbox.Group label={t('brokers:edit.where')} value={[...chosen]} onChange={setChosen}>
            <Stack gap={4} mt={4}>
              {places.map(place => (
                <Checkbox key={place.key} value={place.key} label={place.label} />
              ))}
            </Stack>
          </Checkbox.Group>
          <ChangeTable value={value} changing={problem ? [] : changing} results={results} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t(results.length > 0 ? 'common:close' : 'common:cancel')}
            </Button>
            <Button type="submit" loading={isPending} disabled={!canSend}>
              {t('brokers:edit.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
