/** Every page behind the sign-in, each loaded when it is first opened. Dialogs are routes over the page they belong to. */
import { type ComponentType, lazy } from 'react'
import { matchRoutes, Navigate, type RouteObject } from 'react-router'

const firstTab = { index: true, element: <Navigate to="information" replace /> } as const

export const pages: RouteObject[] = [
  page('profile', async () => (await import('../session/profile-page.tsx')).ProfilePage, [
    { index: true, element: null },
    page('password', async () => (await import('../session/password-form.tsx')).PasswordForm),
    page('mfa-new', async () => (await import('../session/mfa/mfa-bind-dialog.tsx')).MfaBindDialog),
    page('mfa/unbind', async () => (await import('../session/mfa/mfa-unbind-form.tsx')).MfaUnbindForm),
    page(
      'mfa/recovery-codes',
      async () => (await import('../session/mfa/recovery-code-form.tsx')).RecoveryCodeForm,
    ),
    page('tokens-new', async () => (await import('../session/token-create-form.tsx')).TokenCreateForm),
    page('sessions-end', async () => (await import('../session/sessions-end.tsx')).SessionsEnd),
    page('sessions/:sessionId/end', async () => (await import('../session/session-end.tsx')).SessionEnd),
    page('tokens/:tokenId/delete', async () => (await import('../session/token-delete.tsx')).TokenDelete),
  ]),

  page('', async () => (await import('../access/access-keys-page.tsx')).AccessKeysPage, [
    { path: 'profile/access-keys', element: null },
    page(
      'profile/access-keys-new',
      async () => (await import('../access/access-key-create.tsx')).AccessKeyCreate,
    ),
    page(
      'profile/access-keys/:accessKey/state',
      async () => (await import('../access/access-key-state.tsx')).AccessKeyState,
    ),
    page(
      'profile/access-keys/:accessKey/delete',
      async () => (await import('../access/access-key-delete.tsx')).AccessKeyDelete,
    ),
  ]),

  page('overview', async () => (await import('../overview/overview-page.tsx')).OverviewPage),
  page('', async () => (await import('../clusters/clusters-page.tsx')).ClustersPage, [
    { path: 'clusters', element: null },
    page('clusters-new', async () => (await import('../clusters/cluster-create-form.tsx')).ClusterCreateForm),
    page(
      'clusters/:clusterId/access',
      async () => (await import('../access/cluster-access.tsx')).ClusterAccess,
    ),
    page(
      'clusters/:clusterId/edit',
      async () => (await import('../clusters/cluster-edit-form.tsx')).ClusterEditForm,
    ),
    page(
      'clusters/:clusterId/remove',
      async () => (await import('../clusters/cluster-remove.tsx')).ClusterRemove,
    ),
  ]),

  page('clusters/:clusterId/brokers', async () => (await import('../brokers/brokers-page.tsx')).BrokersPage),
  page(
    'clusters/:clusterId/brokers/:brokerName',
    async () => (await import('../brokers/broker-page.tsx')).BrokerPage,
    [
      firstTab,
      page('', async () => (await import('../brokers/broker-information.tsx')).BrokerInformation, [
        { path: 'information', element: null },
        page(
          'write-permission',
          async () => (await import('../brokers/write-permission-change.tsx')).WritePermissionChange,
        ),
      ]),
      page('runtime', async () => (await import('../brokers/broker-runtime.tsx')).BrokerRuntime),
      page('config', async () => (await import('../brokers/broker-config.tsx')).BrokerConfig, [
        { index: true, element: null },
        page(':setting', async () => (await import('../brokers/setting-edit.tsx')).SettingEdit),
      ]),
    ],
  ),

  page('', async () => (await import('../instances/instances-page.tsx')).InstancesPage, [
    { path: 'instances', element: null },
    page(
      'instances-new',
      async () => (await import('../instances/instance-create-form.tsx')).InstanceCreateForm,
    ),
  ]),
  page('topics', async () => (await import('../instances/choose-instance-page.tsx')).ChooseForTopics),
  page('groups', async () => (await import('../instances/choose-instance-page.tsx')).ChooseForGroups),
  page('traces', async () => (await import('../instances/choose-instance-page.tsx')).ChooseForTraces),
  page('statistics', async () => (await import('../instances/choose-instance-page.tsx')).ChooseForStatistics),
  page('instances/:instanceId', async () => (await import('../instances/instance-page.tsx')).InstancePage, [
    firstTab,
    page('', async () => (await import('../instances/instance-information.tsx')).InstanceInformation, [
      { path: 'information', element: null },
      page(
        'specifications',
        async () => (await import('../instances/instance-update-form.tsx')).InstanceUpdateForm,
      ),
      page('delete', async () => (await import('../instances/instance-delete.tsx')).InstanceDelete),
    ]),
    page('network', async () => (await import('../instances/instance-network.tsx')).InstanceNetwork),
  ]),

  page('instances/:instanceId', async () => (await import('../topics/topics-page.tsx')).TopicsPage, [
    { path: 'topics', element: null },
    page('topics-new', async () => (await import('../topics/topic-create-form.tsx')).TopicCreateForm),
  ]),
  page(
    'instances/:instanceId/topics/:topic',
    async () => (await import('../topics/topic-page.tsx')).TopicPage,
    [
      firstTab,
      page('', async () => (await import('../topics/topic-information.tsx')).TopicInformation, [
        { path: 'information', element: null },
        page('send', async () => (await import('../messages/message-send-form.tsx')).MessageSendForm),
        page('edit', async () => (await import('../topics/topic-edit-form.tsx')).TopicEditForm),
        page('repair', async () => (await import('../topics/topic-repair.tsx')).TopicRepair),
        page('delete', async () => (await import('../topics/topic-delete.tsx')).TopicDelete),
      ]),
      page('messages', async () => (await import('../messages/messages-tab.tsx')).MessagesTab),
      page('queues', async () => (await import('../topics/topic-queues.tsx')).TopicQueues),
      page(
        'subscriptions',
        async () => (await import('../topics/topic-subscriptions.tsx')).TopicSubscriptions,
      ),
      page('producers', async () => (await import('../topics/topic-producers.tsx')).TopicProducers),
      page('', async () => (await import('../access/grants-tab.tsx')).GrantsTab, [
        { path: 'grants', element: null },
        page('grants-new', async () => (await import('../access/grant-create-form.tsx')).GrantCreateForm),
        page(
          'grants/:grantId/edit',
          async () => (await import('../access/grant-edit-form.tsx')).GrantEditForm,
        ),
        page('grants/:grantId/delete', async () => (await import('../access/grant-delete.tsx')).GrantDelete),
      ]),
    ],
  ),

  page(
    'instances/:instanceId/topics/:topic/messages/:messageId',
    async () => (await import('../messages/message-page.tsx')).MessagePage,
    [
      { index: true, element: null },
      page('verify', async () => (await import('../messages/message-verify.tsx')).MessageVerify),
    ],
  ),

  page('instances/:instanceId', async () => (await import('../groups/groups-page.tsx')).GroupsPage, [
    { path: 'groups', element: null },
    page('groups-new', async () => (await import('../groups/group-create-form.tsx')).GroupCreateForm),
  ]),
  page(
    'instances/:instanceId/groups/:group',
    async () => (await import('../groups/group-page.tsx')).GroupPage,
    [
      firstTab,
      page('', async () => (await import('../groups/group-information.tsx')).GroupInformation, [
        { path: 'information', element: null },
        page('edit', async () => (await import('../groups/group-edit-form.tsx')).GroupEditForm),
        page('repair', async () => (await import('../groups/group-repair.tsx')).GroupRepair),
        page('delete', async () => (await import('../groups/group-delete.tsx')).GroupDelete),
      ]),
      page(
        'subscriptions',
        async () => (await import('../groups/group-subscriptions.tsx')).GroupSubscriptions,
      ),
      page('status', async () => (await import('../consumers/consumer-status.tsx')).ConsumerStatusPanel),
      page('diagnosis', async () => (await import('../diagnosis/diagnosis-tab.tsx')).DiagnosisTab),
      page('queues', async () => (await import('../consumers/consumer-queues.tsx')).ConsumerQueues),
      page('clients', async () => (await import('../consumers/consumer-clients.tsx')).ConsumerClients),
      page('', async () => (await import('../offsets/offset-resets.tsx')).OffsetResets, [
        { path: 'offset-resets', element: null },
        page('offset-resets-new', async () => (await import('../offsets/reset-form.tsx')).ResetForm),
        page('offset-resets/:resetId/undo', async () => (await import('../offsets/undo-form.tsx')).UndoForm),
      ]),
      page('dead-letters', async () => (await import('../deadletters/dead-letters-tab.tsx')).DeadLettersTab),
      page('sample-code', async () => (await import('../groups/group-sample-code.tsx')).GroupSampleCode),
    ],
  ),
  page(
    'instances/:instanceId/groups/:group/dead-letters/:messageId',
    async () => (await import('../deadletters/dead-letter-page.tsx')).DeadLetterPage,
  ),
  page(
    'instances/:instanceId/groups/:group/resends/:resendId',
    async () => (await import('../deadletters/resend-page.tsx')).ResendPage,
  ),

  page('instances/:instanceId', async () => (await import('../traces/traces-page.tsx')).TracesPage, [
    { path: 'traces', element: null },
    page('traces-new', async () => (await import('../traces/trace-task-form.tsx')).TraceTaskForm),
    page(
      'traces/:taskId/delete',
      async () => (await import('../traces/trace-task-delete.tsx')).TraceTaskDelete,
    ),
  ]),
  page(
    'instances/:instanceId/traces/:taskId',
    async () => (await import('../traces/trace-task-page.tsx')).TraceTaskPage,
  ),

  page(
    'instances/:instanceId/statistics',
    async () => (await import('../statistics/statistics-page.tsx')).StatisticsPage,
    [
      { index: true, element: <Navigate to="production" replace /> },
      page('production', async () => (await import('../statistics/production-tab.tsx')).ProductionTab),
      page('consumption', async () => (await import('../statistics/consumption-tab.tsx')).ConsumptionTab),
    ],
  ),

  page(
    'instances/:instanceId/groups/:group/clients/:clientId',
    async () => (await import('../consumers/client-page.tsx')).ClientPage,
    [
      firstTab,
      page(
        'information',
        async () => (await import('../consumers/client-information.tsx')).ClientInformation,
      ),
      page('stack', async () => (await import('../consumers/client-stack.tsx')).ClientStack),
    ],
  ),

  page('lookups', async () => (await import('../lookups/lookup-page.tsx')).LookupPage),
  page('', async () => (await import('../accounts/users-page.tsx')).UsersPage, [
    { path: 'accounts/users', element: null },
    page('accounts/users-new', async () => (await import('../accounts/user-create-form.tsx')).UserCreateForm),
    page(
      'accounts/users/:userId/edit',
      async () => (await import('../accounts/user-edit-form.tsx')).UserEditForm,
    ),
    page(
      'accounts/users/:userId/password',
      async () => (await import('../accounts/user-password.tsx')).UserPassword,
    ),
    page(
      'accounts/users/:userId/mfa',
      async () => (await import('../accounts/user-mfa-reset.tsx')).UserMfaReset,
    ),
    page(
      'accounts/users/:userId/delete',
      async () => (await import('../accounts/user-delete.tsx')).UserDelete,
    ),
  ]),
  page('', async () => (await import('../accounts/tenants-page.tsx')).TenantsPage, [
    { path: 'accounts/tenants', element: null },
    page(
      'accounts/tenants-new',
      async () => (await import('../accounts/tenant-create-form.tsx')).TenantCreateForm,
    ),
    page(
      'accounts/tenants/:accountId/delete',
      async () => (await import('../accounts/tenant-delete.tsx')).TenantDelete,
    ),
  ]),
  page('', async () => (await import('../audit/audit-page.tsx')).AuditPage, [
    { path: 'audit', element: null },
    page('audit/:auditId', async () => (await import('../audit/audit-event.tsx')).AuditEventDialog),
  ]),
]

/** @param path empty: a page whose children bring their whole paths, so that `topics` and `topics-new` share it */
function page(path: string, load: () => Promise<ComponentType>, children?: RouteObject[]): RouteObject {
  const Page = lazy(async () => ({ default: await load() }))
  return { ...(path && { path }), element: <Page />, handle: { load }, ...(children && { children }) }
}

/** Loads the code of an address before it is drawn. */
export function preloadPage(pathname: string): void {
  // A failure is shown where the page is drawn, which asks again.
  for (const { route } of matchRoutes(pages, pathname) ?? []) route.handle?.load().catch(() => undefined)
}
