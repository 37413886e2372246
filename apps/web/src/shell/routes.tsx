/** The root of the route tree. */
import { lazy, Suspense } from 'react'
import { Navigate, type RouteObject, useLocation, useRoutes } from 'react-router'
import { useRefusals } from '../api/session.ts'
import { SignInPage } from '../session/sign-in-page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { CrashBoundary } from './crash-boundary.tsx'
import { NotFoundPage } from './error-pages.tsx'
import { Frame } from './frame.tsx'
import { arrivalPath } from './navigation.ts'
import { pages } from './pages.tsx'
import { SessionGate } from './session-gate.tsx'

// The page of the sign-in comes along with the first file: as a part of its own it would load what all pages share.
const FirstPasswordPage = lazy(async () => ({
  default: (await import('../session/first-password-page.tsx')).FirstPasswordPage,
}))
const MfaBindPage = lazy(async () => ({
  default: (await import('../session/mfa/mfa-bind-page.tsx')).MfaBindPage,
}))
const SignInCallbackPage = lazy(async () => ({
  default: (await import('../session/oidc/sign-in-callback-page.tsx')).SignInCallbackPage,
}))
const SignedOutPage = lazy(async () => ({
  default: (await import('../session/oidc/signed-out-page.tsx')).SignedOutPage,
}))

const routes: RouteObject[] = [
  { path: 'sign-in', element: <SignInPage /> },
  { path: 'sign-in/callback', element: <SignInCallbackPage /> },
  { path: 'signed-out', element: <SignedOutPage /> },
  { path: 'first-password', element: <FirstPasswordPage /> },
  { path: 'first-device', element: <MfaBindPage /> },
  {
    element: <SessionGate />,
    children: [
      {
        element: <Frame />,
        children: [{ index: true, element: <Arrival /> }, ...pages, { path: '*', element: <NotFoundPage /> }],
      },
    ],
  },
]

function Arrival() {
  const refusals = useRefusals()
  return <Navigate to={arrivalPath(operation => refusals(operation) !== undefined)} replace />
}

export function Routes() {
  const { pathname } = useLocation()
  return (
    <CrashBoundary resetKey={pathname}>
      <Suspense fallback={<Waiting />}>{useRoutes(routes)}</Suspense>
    </CrashBoundary>
  )
}
