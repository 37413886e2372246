import type { Group } from '@gantry/contract'
import type { Text } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import type { RowAction } from '../table/row-action.ts'

/** What can be done with a group in its state; what cannot says why. */
export function groupActions(
  instanceId: string,
  { group, state, isChangeable }: Group,
  t: Text,
): readonly RowAction[] {
  const onlyUsed = isChangeable ? undefined : t('groups:onlyUsedBriefly')
  return [
    { label: t('common:details'), to: paths.group(instanceId, group) },
    { label: t('groups:tab.status'), to: paths.group(instanceId, group, 'status') },
    { label: t('offsets:reset.title'), to: paths.offsetReset(instanceId, group), needs: 'offsetReset' },
    { label: t('diagnosis:run'), to: paths.group(instanceId, group, 'diagnosis') },
    { label: t('groups:subscriptions.title'), to: paths.group(instanceId, group, 'subscriptions') },
    { label: t('groups:tab.clients'), to: paths.group(instanceId, group, 'clients') },
    { label: t('groups:tab.dead-letters'), to: paths.group(instanceId, group, 'dead-letters') },
    { label: t('groups:sample.title'), to: paths.group(instanceId, group, 'sample-code') },
    {
      label: t('groups:edit.title'),
      to: paths.groupEdit(instanceId, group),
      needs: 'groupUpdate',
      disabledReason: onlyUsed ?? (state === 'UNMANAGED' ? t('groups:adoptFirst') : undefined),
    },
    {
      label: t('groups:repair.title'),
      to: paths.groupRepair(instanceId, group),
      needs: 'groupRepair',
      disabledReason: onlyUsed ?? (state === 'READY' ? t('groups:nothingToRepair') : undefined),
    },
    {
      label: t('groups:delete.title'),
      to: paths.groupDelete(instanceId, group),
      needs: 'groupDelete',
      disabledReason: onlyUsed,
      isDestructive: true,
    },
  ]
}
