import {
  consumerProgress,
  consumerStatus,
  groupList,
  offsetResetList,
  offsetResetUndo,
} from '@gantry/contract'
import { Text } from '@mantine/core'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { ResetDialog } from './reset-dialog.tsx'

/** Takes a reset back: a reset to where the group stood before it. */
export function UndoForm() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const group = useParam('group')
  const params = { instanceId, group, resetId: useParam('resetId') }
  const close = useClose(paths.group(instanceId, group, 'offset-resets'))
  const preview = useChange(offsetResetUndo, { invalidates: [] })
  const change = useChange(offsetResetUndo, {
    invalidates: [offsetResetList, consumerStatus, consumerProgress, groupList],
  })
  return (
    <ResetDialog
      title={t('offsets:undo.title')}
      group={group}
      preview={preview.data}
      result={change.data}
      error={change.error ?? preview.error}
      isPending={preview.isPending || change.isPending}
      refusal={useRefusal(offsetResetUndo)}
      onPreview={() => preview.mutate({ params, body: { dryRun: true } })}
      onConfirm={() => change.mutate({ params, body: {} })}
      onClose={close}
    >
      <Text size="sm">{t('offsets:undo.about')}</Text>
    </ResetDialog>
  )
}
