import { oidcSignOutView, oidcStart, sessionOidcCreate, signInView } from '@gantry/contract'
import type { AppContext } from '../../platform/context.ts'
import { AppError } from '../../platform/http/app-error.ts'
import { type Operation, operation } from '../../platform/http/operation.ts'
import type { OidcService } from './oidc-service.ts'

export function oidcOperations({ config }: AppContext, oidc: OidcService | undefined): Operation[] {
  const { oidc: settings, passwordsOf } = config
  return [
    operation(signInView, () => ({
      passwordsOf,
      singleSignOn: settings ? { label: settings.label ?? null } : null,
    })),
    operation(oidcStart, async ({ body, exchange, audit }) => {
      audit.target('session')
      const { url, setCookie } = await setUp(oidc).begin(body.next ?? null)
      exchange.appendHeader('set-cookie', setCookie)
      return { url }
    }),
    operation(sessionOidcCreate, async ({ body, exchange, audit, signal }) => {
      audit.target('session')
      const service = setUp(oidc)
      exchange.appendHeader('set-cookie', service.forgetAttempt())
      const { me, next, setCookies } = await service.signIn(body.query, exchange, audit, signal)
      for (const cookie of setCookies) exchange.appendHeader('set-cookie', cookie)
      return { me, next }
    }),
    operation(oidcSignOutView, async () => ({ url: await setUp(oidc).signOutUrl() })),
  ]
}

/** @throws AppError NOT_FOUND */
function setUp(oidc: OidcService | undefined): OidcService {
  if (oidc) return oidc
  throw new AppError('NOT_FOUND', 'There is no single sign-on here: GANTRY_OIDC_ISSUER is not set.')
}
