import { instanceView, type Topic, topicList, topicRepair, topicView } from '@gantry/contract'
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

export function TopicRepair() {
  const params = { instanceId: useParam('instanceId'), topic: useParam('topic') }
  const { data } = useQuery(read(topicView, { params }))
  return data ? <Repair topic={data.topic} /> : null
}

function Repair({ topic: { topic, state, brokerNames } }: { readonly topic: Topic }) {
  const t = useText()
  const instanceId = useParam('instanceId')
  const close = useClose(paths.topic(instanceId, topic))
  const leave = useLeaveFor(paths.topics(instanceId))
  const [outcomes, setOutcomes] = useState(useHandedOutcomes())
  const change = useChange(topicRepair, {
    invalidates: [topicList, topicView, instanceView],
    onSuccess: answer => {
      setOutcomes(answer.outcomes)
      if (answer.outcomes.some(({ ok }) => !ok)) return
      notifyDone(t('common:success'))
      if (answer.topic) close()
      else leave()
    },
  })
  return (
    <RepairDialog
      title={t('topics:repair.title')}
      about={t(`topics:stateAbout.${state}`)}
      brokerNames={brokerNames}
      outcomes={outcomes}
      choices={REPAIR_ACTIONS[state].map(action => ({
        action,
        label: t(`common:repair.${action}`),
        about: t(`topics:repair.${action}`),
      }))}
      onChoose={action => change.mutate({ params: { instanceId, topic }, body: { action } })}
      onClose={close}
      isPending={change.isPending}
      refusal={useRefusal(topicRepair)}
      error={change.error}
    />
  )
}
