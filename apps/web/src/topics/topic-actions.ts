import type { Topic } from '@gantry/contract'
import type { Text } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import type { RowAction } from '../table/row-action.ts'

/** What can be done with a topic in its state; what cannot says why. */
export function topicActions(
  instanceId: string,
  { topic, state, granted }: Topic,
  t: Text,
): readonly RowAction[] {
  const unmanaged = state === 'UNMANAGED' ? t('topics:adoptFirst') : undefined
  const missing = state === 'MISSING_ON_BROKER' ? t('topics:missingReason') : undefined
  const onlySubscribe = granted === 'SUBSCRIBE' ? t('topics:onlySubscribe') : undefined
  const onlyPublish = granted === 'PUBLISH' ? t('topics:onlyPublish') : undefined
  return [
    { label: t('common:details'), to: paths.topic(instanceId, topic) },
    {
      label: t('messages:send.title'),
      to: paths.topicSend(instanceId, topic),
      needs: 'messageSend',
      disabledReason: onlySubscribe ?? missing,
    },
    {
      label: t('messages:title'),
      to: paths.topic(instanceId, topic, 'messages'),
      disabledReason: onlyPublish ?? missing,
    },
    { label: t('topics:subscriptions.title'), to: paths.topic(instanceId, topic, 'subscriptions') },
    {
      label: t('access:grants.authorize'),
      to: paths.grantCreate(instanceId, topic),
      needs: 'grantCreate',
      disabledReason: missing,
    },
    { label: t('access:grants.view'), to: paths.topic(instanceId, topic, 'grants'), disabledReason: missing },
    { label: t('statistics:title'), to: paths.statistics(instanceId, 'production', { topic }) },
    {
      label: t('topics:edit.title'),
      to: paths.topicEdit(instanceId, topic),
      needs: 'topicUpdate',
      disabledReason: unmanaged,
    },
    {
      label: t('topics:repair.title'),
      to: paths.topicRepair(instanceId, topic),
      needs: 'topicRepair',
      disabledReason: state === 'READY' ? t('topics:nothingToRepair') : undefined,
    },
    {
      label: t('topics:delete.title'),
      to: paths.topicDelete(instanceId, topic),
      needs: 'topicDelete',
      isDestructive: true,
    },
  ]
}
