import { type Group, groupList, groupRepair, groupView, instanceView } from '@gantry/contract'
import { REPAIR_ACTIONS } from '@gantry/rules'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/read.ts'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { RepairDialog } from '../form/repair-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useHandedOutcomes } from '../links/handed-over.ts'
import { useClose, useLeaveFor } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { notifyDone } from '../ui/notify.ts'

export function GroupRepair() {
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  const { data } = useQuery(read(groupView, { params }))
  return data ? <Repair group={data.group} /> : null
}

function Repair({ group: { group, state, isChangeable } }: { readonly group: Group }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const close = useClose(paths.group(instanceId, group))
  const leave = useLeaveFor(paths.groups(instanceId))
  const [outcomes, setOutcomes] = useState(useHandedOutcomes())
  const change = useChange(groupRepair, {
    invalidates: [groupList, groupView, instanceView],
    onSuccess: answer => {
      setOutcomes(answer.outcomes)
      if (answer.outcomes.some(({ ok }) => !ok)) return
      notifyDone(t('common:success'))
      if (answer.group) close()
      else leave()
    },
  })
  const refusal = useRefusal(groupRepair) ?? (isChangeable ? undefined : t('groups:onlyUsed'))
  return (
    <RepairDialog
      title={t('groups:repair.title')}
      about={t(`groups:stateAbout.${state}`)}
      outcomes={outcomes}
      choices={REPAIR_ACTIONS[state].map(action => ({
        action,
        label: t(`common:repair.${action}`),
        about: t(`groups:repair.${action}`),
      }))}
      onChoose={action => change.mutate({ params: { instanceId, group }, body: { action } })}
      onClose={close}
      isPending={change.isPending}
      refusal={refusal}
      error={change.error}
    />
  )
}
