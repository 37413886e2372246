import type { Catalogue } from '../catalogue.ts'

export const audit: Catalogue['audit'] = {
  title: '操作审计',
  about: '记录每一次更改，包括被拒绝的更改：谁、做了什么、何时、从何处。',
  search: '搜索记录',
  empty: '还没有记录',
  emptyBody: '有人做出更改后会显示在这里。',
  allActions: '全部操作',
  column: {
    at: '时间',
    username: '用户',
    action: '操作',
    target: '对象',
    result: '结果',
    address: '来源地址',
    details: '详情',
    userAgent: '客户端',
    requestId: '请求 ID',
  },
}
