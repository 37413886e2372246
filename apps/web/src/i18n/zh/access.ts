import type { Catalogue } from '../catalogue.ts'

export const access: Catalogue['access'] = {
  keys: {
    title: '访问密钥',
    about: '程序使用一对 AccessKey 和 SecretKey 登录 Broker。它可以访问您拥有的资源以及您获得授权的资源。',
    empty: '您还没有访问密钥',
    emptyBody: '请为您的程序创建一个。SecretKey 只显示一次。',
    noAccount: '管理员不属于任何租户账号，密钥无法访问任何资源。请为程序创建用户，并以该用户登录。',
    accessKey: 'AccessKey',
    secretKey: 'SecretKey',
    state: '状态',
    enabled: '启用',
    disabled: '已停用',
    createdAt: '创建时间',
    actions: '操作',
    create: '创建访问密钥',
    rotate: '创建第二个密钥以轮换',
    createAbout:
      '密钥会立即写入所有集群的 Broker。轮换时，请创建第二个密钥并交给程序，在不再有程序使用第一个密钥后将其删除。',
    rotating: '两个密钥都有效。在不再有程序使用旧密钥后，请将其删除。',
    full: '您已有两个密钥：请先删除一个。',
    submit: '创建',
    made: '访问密钥已创建',
    once: '请立即保存 SecretKey：它不会再次显示。',
    enable: '启用',
    enableAbout: '使用 {accessKey} 的程序可以重新连接。',
    disable: '停用',
    disableAbout: 'Broker 会拒绝使用 {accessKey} 的程序，直到您重新启用。',
    delete: '删除',
    deleteAbout: 'Broker 会永久拒绝使用 {accessKey} 的程序。',
  },
  outcomes: {
    failed: '并非所有 Broker 都已完成：管理员可在集群页面修复。',
    notEnforced: '没有 ACL 2.0 的 Broker 允许任何人执行任何操作：密钥在那里不起作用。',
  },
}
