import type { Catalogue } from '../catalogue.ts'

export const oidc: Catalogue['oidc'] = {
  signIn: '单点登录',
  or: '或',
  withPassword: '使用密码登录',
  forAdministrators: '密码登录仅供管理员使用。',
  back: '返回登录页',
  signedOut: {
    title: '已退出登录',
    about: '您已退出控制台，但在单点登录的身份提供方仍处于登录状态。',
    there: '同时退出身份提供方',
  },
  keeps: '您通过单点登录进入：密码和第二步验证由身份提供方管理。',
  tokensRest: '您的 API 令牌在每次登录后 {days} 天内有效，之后暂停，直到您再次登录。',
  user: {
    keeps: '该用户通过单点登录进入，在此没有密码。',
    follows: '该用户通过单点登录进入：角色、账号和权限取决于其在身份提供方所在的组。',
  },
}
