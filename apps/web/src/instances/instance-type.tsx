import type { Instance } from '@gantry/contract'
import { useText } from '../i18n/text.ts'

export function InstanceType({ hasNamespace, isDefault }: Pick<Instance, 'hasNamespace' | 'isDefault'>) {
  const t = useText()
  if (isDefault) return <>{t('instances:type.default')}</>
  return <>{t(hasNamespace ? 'instances:type.namespace' : 'instances:type.plain')}</>
}
