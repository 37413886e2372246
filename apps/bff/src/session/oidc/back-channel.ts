/** What the provider tells by itself, without a browser in between. */
import type { OidcSettings } from '../../platform/config/oidc-settings.ts'
import type { AppContext } from '../../platform/context.ts'
import { AppError } from '../../platform/http/app-error.ts'
import type { BackChannel } from '../../platform/http/back-channel.ts'
import { endSessionsOf } from './ended-sessions.ts'
import { createLogoutTokenReader } from './logout-token.ts'
import type { Provider } from './provider.ts'

export function createBackChannel(
  provider: Provider,
  settings: OidcSettings,
  context: AppContext,
): BackChannel {
  const { db, clock, secrets } = context
  return {
    read: createLogoutTokenReader(provider, settings, context),
    async end(logout, audit) {
      const { issuer, subject, sid, tokenId } = logout
      audit.details({ issuer, subject, sid })
      const digest = secrets.digest(tokenId, 'logout token')
      const ended = await endSessionsOf(db, logout, digest, clock.nowMs())
      if (!ended) throw new AppError('VALIDATION', 'The provider has told of this logout before.')
      if (ended.username !== undefined) audit.target(`session of ${ended.username}`)
      audit.details({ sessions: ended.sessions })
    },
  }
}
