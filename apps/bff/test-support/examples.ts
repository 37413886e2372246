/** For each operation of the contract that takes something: what it would take, if what it speaks of were there. */
interface Example {
  readonly body?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, string>>
}

const specification = { maxTopics: 50, inboundTps: 1_000, outboundTps: 1_000 }

export const EXAMPLES: Readonly<Record<string, Example>> = {
  sessionCreate: { body: { username: 'admin', password: 'Wrong!pw!1' } },
  passwordChange: { body: { currentPassword: 'First!pw!1', newPassword: 'Second!pw!1' } },
  sessionMfaCreate: { body: { username: 'admin', password: 'Wrong!pw!1', code: '123456' } },
  mfaStart: { body: { currentPassword: 'Wrong!pw!1' } },
  mfaBind: { body: { code: '123456' } },
  mfaUnbind: { body: { currentPassword: 'Wrong!pw!1', code: '123456' } },
  recoveryCodeCreate: { body: { currentPassword: 'Wrong!pw!1', code: '123456' } },
  oidcStart: { body: { next: '/instances' } },
  sessionOidcCreate: { body: { query: 'code=x&state=x' } },
  tokenCreate: { body: { name: 'ci' } },
  accessKeyUpdate: { body: { isDisabled: true } },
  grantCreate: { body: { granteeType: 'RAM_USER', grantee: 'ann', authorisation: 'PUBLISH' } },
  accountCreate: { body: { name: 'east' } },
  accountDelete: { query: { confirm: 'east' } },
  userCreate: { body: { username: 'ann', role: 'readOnly', accountId: 'nothing' } },
  userUpdate: { body: { isDisabled: true } },
  userDelete: { query: { confirm: 'ann' } },
  clusterTest: { body: { namesrvAddr: '127.0.0.1:1', clusterId: 'nothing' } },
  clusterCreate: { body: { name: 'east', namesrvAddr: '127.0.0.1:1' } },
  clusterUpdate: { body: { name: 'west', version: 0 } },
  brokerConfigUpdate: { body: { name: 'fileReservedTime', value: '71', before: '72' } },
  brokerWritePermissionUpdate: { body: { isWritable: false } },
  instanceCreate: { body: { name: 'orders', clusterId: 'nothing', specification } },
  instanceUpdate: { body: { specification: { ...specification, maxTopics: 1 }, version: 0 } },
  topicCreate: { body: { topic: 'orders', messageType: 'NORMAL' } },
  topicUpdate: { body: { description: 'Orders', version: 0 } },
  topicRepair: { body: { action: 'finish' } },
  topicDelete: { query: { confirm: 'orders' } },
  messageSend: { body: { body: 'x' } },
  messageList: { query: { key: 'order-1' } },
  lookupView: { query: { q: 'order-1' } },
  statisticsRecent: { query: { of: 'topics', instanceId: 'nothing', names: 'orders' } },
  messageVerify: { body: { group: 'GID_orders', clientId: '10.0.0.1@1' } },
  groupCreate: { body: { group: 'GID_orders' } },
  groupUpdate: { body: { description: 'Orders', version: 0 } },
  groupRepair: { body: { action: 'finish' } },
  traceTaskCreate: { body: { topic: 'orders', key: 'order-1' } },
  deadLetterResendCreate: { body: { messageIds: ['7F0000010001'] } },
  sandboxFaultCreate: { body: { kind: 'REFUSED', code: 'SYSTEM_BUSY' } },
  offsetRange: { query: { topic: 'orders' } },
  offsetReset: { body: { topic: 'orders', to: 'latest' } },
  offsetResetUndo: { body: {} },
  groupDelete: { query: { confirm: 'GID_orders' } },
}
