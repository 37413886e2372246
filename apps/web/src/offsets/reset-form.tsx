import { consumerProgress, consumerStatus, groupList, offsetReset, offsetResetList } from '@gantry/contract'
import { useState } from 'react'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useFormat } from '../ui/format-context.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { ResetFields } from './reset-fields.tsx'
import { type ResetChoice, targetOf } from './reset-request.ts'

const NOTHING_CHOSEN: ResetChoice = { topic: '', strategy: 'latest', time: '', queue: '', offset: '' }

/** Reset Consumer Offset: topic, where to, preview, confirmation, result. */
export function ResetForm() {
  const t = useText()
  const { timeZone } = useFormat()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const params = { instanceId, group }
  const close = useClose(paths.group(instanceId, group, 'offset-resets'))
  const [choice, setChoice] = useState(NOTHING_CHOSEN)
  const preview = useChange(offsetReset, { invalidates: [] })
  const change = useChange(offsetReset, {
    invalidates: [offsetResetList, consumerStatus, consumerProgress, groupList],
  })
  const to = targetOf(choice, timeZone)
  const body = choice.topic !== '' && to !== undefined ? { topic: choice.topic, to } : undefined
  return (
    <ResetDialog
      title={t('offsets:reset.title')}
      group={group}
      preview={preview.data}
      result={change.data}
      error={change.error ?? preview.error}
      isPending={preview.isPending || change.isPending}
      refusal={useRefusal(offsetReset)}
      onPreview={body && (() => preview.mutate({ params, body: { ...body, dryRun: true } }))}
      onConfirm={() => body && change.mutate({ params, body })}
      onClose={close}
    >
      <ResetFields
        of={params}
        choice={choice}
        onChange={changed => {
          // A preview is of what was chosen when it was made.
          preview.reset()
          change.reset()
          setChoice({ ...choice, ...changed })
        }}
      />
    </ResetDialog>
  )
}
