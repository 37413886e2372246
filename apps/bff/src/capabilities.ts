/** Every capability, each built from the context and the services before it. One that goes takes its lines with it. */
import { auditOperations } from './audit/audit-operations.ts'
import { auditPolicy } from './audit/audit-policy.ts'
import { createAuditService } from './audit/audit-service.ts'
import type { AppContext } from './platform/context.ts'
import type { Offer } from './platform/http/frame.ts'
import type { FirstSignIn } from './session/first-administrator.ts'
import { sessionOperations } from './session/session-operations.ts'
import { sessionPolicy } from './session/session-policy.ts'
import { createSessionService } from './session/session-service.ts'

export interface Capabilities extends Offer {
  /** To be printed once by whoever starts the server. */
  readonly firstSignIn: FirstSignIn | undefined
}

export async function createCapabilities(context: AppContext): Promise<Capabilities> {
  const audit = createAuditService(context)
  const session = await createSessionService(context)
  return {
    operations: [...sessionOperations(context, session), ...auditOperations(context, audit)],
    policy: { ...sessionPolicy, ...auditPolicy },
    authenticate: session.authenticate,
    recordAudit: audit.record,
    firstSignIn: session.firstSignIn,
  }
}
