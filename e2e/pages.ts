/** Every page of the console with the URLs that show it. A path that is missing here does not compile. */
import { paths } from '../apps/web/src/paths.ts'

export interface Shown {
  readonly clusterId: string
  readonly instanceId: string
  readonly topic: string
  readonly messageId: string
  readonly group: string
  readonly clientId: string
  readonly tokenId: string
  readonly sessionId: string
  readonly accountId: string
  readonly userId: string
  readonly deadLetterId: string
  readonly resendId: string
  readonly taskId: string
}

type PathName = keyof typeof paths
/** Where nobody is signed in. */
type OpenPath = 'signIn' | 'signInCallback' | 'signedOut' | 'firstPassword' | 'mfaBindFirst'

export function pagesOf(shown: Shown): Record<Exclude<PathName, OpenPath>, readonly string[]> {
  const { clusterId, instanceId, topic, messageId, group, clientId } = shown
  return {
    home: [],
    ...pagesOfProfile(shown),
    accounts: [paths.accounts()],
    users: [paths.users()],
    accountCreate: [paths.accountCreate()],
    accountDelete: [paths.accountDelete(shown.accountId)],
    userCreate: [paths.userCreate()],
    userEdit: [paths.userEdit(shown.userId)],
    userPassword: [paths.userPassword(shown.userId)],
    userMfaReset: [paths.userMfaReset(shown.userId)],
    userDelete: [paths.userDelete(shown.userId)],
    overview: [paths.overview(), paths.overview('day')],
    ...pagesOfClusters(clusterId),
    instances: [paths.instances()],
    instanceCreate: [paths.instanceCreate()],
    instance: [paths.instance(instanceId), paths.instance(instanceId, 'network')],
    instanceUpdate: [paths.instanceUpdate(instanceId)],
    instanceDelete: [paths.instanceDelete(instanceId)],
    chooseInstance: (['topics', 'groups', 'traces', 'statistics'] as const).map(paths.chooseInstance),
    ofInstance: [],
    topics: [paths.topics(instanceId)],
    topicCreate: [paths.topicCreate(instanceId)],
    topic: (['information', 'queues', 'subscriptions', 'producers', 'grants'] as const).map(tab =>
      paths.topic(instanceId, topic, tab),
    ),
    lookup: [paths.lookup(), paths.lookup(messageId, instanceId)],
    messages: [
      paths.messages(instanceId, topic),
      paths.messages(instanceId, topic, { by: 'id', messageId }),
      paths.messages(instanceId, topic, { by: 'tail' }),
    ],
    message: [paths.message(instanceId, topic, messageId)],
    messageVerify: [paths.messageVerify(instanceId, topic, messageId, group)],
    topicSend: [paths.topicSend(instanceId, topic)],
    grantCreate: [paths.grantCreate(instanceId, topic)],
    grantEdit: [],
    grantDelete: [],
    topicEdit: [paths.topicEdit(instanceId, topic)],
    topicRepair: [paths.topicRepair(instanceId, topic)],
    topicDelete: [paths.topicDelete(instanceId, topic)],
    groups: [paths.groups(instanceId, 'TCP'), paths.groups(instanceId, 'HTTP')],
    groupCreate: [paths.groupCreate(instanceId, 'TCP')],
    group: (
      [
        'information',
        'status',
        'diagnosis',
        'queues',
        'clients',
        'offset-resets',
        'subscriptions',
        'dead-letters',
        'sample-code',
      ] as const
    ).map(tab => paths.group(instanceId, group, tab)),
    client: [paths.client(instanceId, group, clientId), paths.client(instanceId, group, clientId, 'stack')],
    offsetReset: [paths.offsetReset(instanceId, group)],
    offsetUndo: [paths.offsetUndo(instanceId, group, 'nothing')],
    groupEdit: [paths.groupEdit(instanceId, group)],
    groupRepair: [paths.groupRepair(instanceId, group)],
    groupDelete: [paths.groupDelete(instanceId, group)],
    deadLetter: [paths.deadLetter(instanceId, group, shown.deadLetterId)],
    deadLetterResend: [paths.deadLetterResend(instanceId, group, shown.resendId)],
    traces: [paths.traces(instanceId)],
    traceTaskCreate: [paths.traceTaskCreate(instanceId)],
    traceTask: [paths.traceTask(instanceId, shown.taskId)],
    traceTaskDelete: [paths.traceTaskDelete(instanceId, shown.taskId)],
    statistics: (['production', 'consumption'] as const).map(tab => paths.statistics(instanceId, tab)),
    audit: [paths.audit()],
    auditEvent: [paths.auditEvent('nothing')],
  }
}

function pagesOfProfile({ tokenId, sessionId }: Shown) {
  return {
    profile: [paths.profile()],
    passwordChange: [paths.passwordChange()],
    mfaBind: [paths.mfaBind()],
    mfaUnbind: [paths.mfaUnbind()],
    recoveryCodes: [paths.recoveryCodes()],
    tokenCreate: [paths.tokenCreate()],
    tokenDelete: [paths.tokenDelete(tokenId)],
    accessKeys: [paths.accessKeys()],
    accessKeyCreate: [paths.accessKeyCreate()],
    // Nothing to see before there is one.
    accessKeyState: [],
    accessKeyDelete: [paths.accessKeyDelete('nothing')],
    sessionsEnd: [paths.sessionsEnd()],
    sessionEnd: [paths.sessionEnd(sessionId)],
  }
}

function pagesOfClusters(clusterId: string) {
  return {
    clusters: [paths.clusters()],
    clusterCreate: [paths.clusterCreate()],
    clusterAccess: [paths.clusterAccess(clusterId)],
    clusterEdit: [paths.clusterEdit(clusterId)],
    clusterRemove: [paths.clusterRemove(clusterId)],
    brokers: [paths.brokers(clusterId)],
    broker: (['information', 'runtime', 'config'] as const).map(tab =>
      paths.broker(clusterId, 'broker-a', tab),
    ),
    brokerSetting: [paths.brokerSetting(clusterId, 'broker-a', 'fileReservedTime')],
    brokerWritePermission: [paths.brokerWritePermission(clusterId, 'broker-a', false)],
  }
}
