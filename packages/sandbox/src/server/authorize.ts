/**
 * Whether a user may do what a request asks. Imitates `auth/authorization/chain/UserAuthorizationHandler` and
 * `AclAuthorizationHandler`, whose words the refusals are.
 */
import { type Frame, MalformedError } from '@gantry/remoting/internal'
import { decidingEntry, type Question } from '../access/deciding-entry.ts'
import { questionsOf } from '../access/questions.ts'
import type { Broker } from '../state/broker.ts'
import type { ClientLink } from '../state/client-link.ts'
import { Refused } from '../state/refused.ts'
import { subjectOf, type User } from '../state/user-store.ts'

/** @throws Refused NO_PERMISSION for the first resource that no policy allows, or that one denies */
export function authorize(user: User, frame: Frame, client: ClientLink, broker: Broker): void {
  if (user.userType === 'Super') return
  const subject = subjectOf(user.username)
  const policies = broker.users.policies(subject) ?? []
  const sourceIp = client.host.host
  for (const question of questions(frame, broker.clusterName)) {
    const entry = decidingEntry(policies, question, sourceIp)
    if (entry?.decision === 'Allow') continue
    const { type, name } = question.resource
    const reason = entry === undefined ? 'no matched policies.' : 'the decision is deny.'
    throw new Refused(
      'NO_PERMISSION',
      `${subject} has no permission to access ${type}:${name} from ${sourceIp}, ${reason}`,
    )
  }
}

function questions(frame: Frame, clusterName: string): readonly Question[] {
  try {
    return questionsOf(frame, clusterName)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    throw new Refused('NO_PERMISSION', 'parse authorization context error.')
  }
}
