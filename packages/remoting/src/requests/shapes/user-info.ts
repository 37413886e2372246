/**
 * A user of ACL 2.0. Defined in `remoting/protocol/body/UserInfo`, words in `auth/authentication/enums/UserType` and
 * `UserStatus`.
 */
import { type Infer, object, optional, text, word } from '../../protocol/shape.ts'

export const userInfo = object({
  username: text,
  /** In clear text, also in answers: not for logs or errors. Left out in a change, it stays. */
  password: optional(text),
  /** A Super user may do everything. Normal when left out at creation. */
  userType: optional(word('Super', 'Normal')),
  /** enable when left out at creation. */
  userStatus: optional(word('enable', 'disable')),
})
export type UserInfo = Infer<typeof userInfo>
