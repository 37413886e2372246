import { type AccessKey, accessKeyList, accessKeyUpdate } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useChange } from '../api/use-change.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { useText } from '../i18n/text.ts'
import { useClose } from '../links/use-close.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { useSettled } from './use-settled.ts'

export function AccessKeyState() {
  const accessKey = useParam('accessKey')
  const { data } = useQuery(read(accessKeyList, {}))
  const item = data?.items.find(each => each.accessKey === accessKey)
  return item ? <Change item={item} /> : null
}

function Change({ item: { accessKey, isDisabled } }: { readonly item: AccessKey }) {
  const t = useText()
  const close = useClose(paths.accessKeys())
  const change = useChange(accessKeyUpdate, { invalidates: [accessKeyList], onSuccess: useSettled(close) })
  const verb = isDisabled ? 'enable' : 'disable'
  return (
    <ConfirmDialog
      title={t(`access:keys.${verb}`)}
      consequences={[t(`access:keys.${verb}About`, { accessKey })]}
      confirmLabel={t(`access:keys.${verb}`)}
      onConfirm={() => change.mutate({ params: { accessKey }, body: { isDisabled: !isDisabled } })}
      onClose={close}
      isPending={change.isPending}
      error={change.error}
    />
  )
}
