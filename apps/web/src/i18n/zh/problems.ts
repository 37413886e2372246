import type { Catalogue } from '../catalogue.ts'

export const problems: Catalogue['problems'] = {
  required: '此项必填。',
  length: '请输入 {min} 到 {max} 个字符。',
  topicCharacters: '只能使用字母、数字、连字符和下划线。',
  topicReservedPrefix: 'Topic 不能以 CID 或 GID 开头：这两个前缀属于 Group。',
  groupCharacters: '只能使用字母、数字、连字符和下划线。',
  groupPrefix: 'Group ID 必须以 CID 或 GID 开头。',
  range: '请输入 {min} 到 {max} 之间的整数。',
  instanceId: '实例 ID 的格式为 MQ_INST_<账号>_<8 位字母或数字>。',
  passwordLength: '请输入 {min} 到 {max} 个字符。',
  passwordCharacters: '只能使用字母、数字和 ! @ # $ %。',
  passwordKinds: '至少包含以下两类：字母、数字、特殊字符（! @ # $ %）。',
  passwordUnchanged: '新密码不能与旧密码相同。',
  bodyTooLarge: '消息体为 {actual} 字节；{messageType}最多 {max} 字节。',
  propertiesTooLarge: '消息属性共 {actual} 字节；一条消息最多 {max} 字节。',
  deliverTooLate: '投递时间最多在 {days} 天之后。',
  address: '请填写 host:port，例如 127.0.0.1:9876；多个地址用分号分隔。',
  invalid: '该值无效。',
}
