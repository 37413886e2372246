/** Single sign-on: signing in through a provider that speaks OpenID Connect. */
import { isOwnPath } from '@gantry/rules'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { me } from './session.ts'

const MAX_PATH_LENGTH = 2_048
/** A code may be a token of its own, with all its claims. */
const MAX_QUERY_LENGTH = 8_192

export const signInView = endpoint({
  id: 'signInView',
  method: 'GET',
  path: '/sign-in',
  summary: 'How one signs in here.',
  access: 'public',
  response: z.object({
    /** Whose passwords are good. */
    passwordsOf: z.enum(['everybody', 'administrators']),
    /** Null where it is not set up. */
    singleSignOn: z
      .object({
        /** What the button says; null: the page has words of its own. */
        label: z.string().nullable(),
      })
      .nullable(),
  }),
})
export type SignInView = z.infer<typeof signInView.response>

export const oidcStart = endpoint({
  id: 'oidcStart',
  method: 'POST',
  path: '/session/oidc/start',
  summary: 'Begins a single sign-on: remembers it in a cookie and says where the browser goes.',
  access: 'public',
  body: z.strictObject({
    /** Path of the console to come back to. */
    next: z.string().max(MAX_PATH_LENGTH).refine(isOwnPath, 'This is no path of the console.').optional(),
  }),
  response: z.object({ url: z.string() }),
  errors: ['NOT_FOUND', 'PROVIDER_UNAVAILABLE'],
})

export const sessionOidcCreate = endpoint({
  id: 'sessionOidcCreate',
  method: 'POST',
  path: '/session/oidc',
  summary: 'Signs in with what the provider sent the browser back with, and sets the session cookie.',
  access: 'public',
  body: z.strictObject({
    /** The query of the address that the browser came back to, as it is. */
    query: z.string().max(MAX_QUERY_LENGTH),
  }),
  response: z.object({
    me,
    /** Where the sign-in began. */
    next: z.string().nullable(),
  }),
  errors: ['NOT_FOUND', 'SIGN_IN_REFUSED', 'PROVIDER_UNAVAILABLE'],
})

export const oidcSignOutView = endpoint({
  id: 'oidcSignOutView',
  method: 'GET',
  path: '/session/oidc/sign-out',
  summary: 'Where to sign out of the provider, too.',
  access: 'public',
  response: z.object({
    /** Null: it has no page for that, or does not answer. */
    url: z.string().nullable(),
  }),
  errors: ['NOT_FOUND'],
})
