import { type BrokerSetting, brokerConfigUpdate } from '@gantry/contract'
import { brokerSettingRule } from '@gantry/rules'
import { useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { RowMenu } from '../table/row-menu.tsx'
import { useBroker } from './use-broker.ts'

/** What can be done with a setting, or why nothing can. */
export function SettingMenu({ setting: { name } }: { readonly setting: BrokerSetting }) {
  const t = useText()
  const { clusterId, brokerName, brokerId } = useBroker()
  const refusal = useRefusal(brokerConfigUpdate)
  const fixed = brokerSettingRule(name) ? undefined : t('problems:settingFixed', { name })
  return (
    <RowMenu
      of={name}
      actions={[
        {
          label: t('brokers:edit.change'),
          to: paths.brokerSetting(clusterId, brokerName, name, brokerId),
          disabledReason: refusal ?? fixed,
        },
      ]}
    />
  )
}
