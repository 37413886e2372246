/** The root of the route tree. */
import { Navigate, type RouteObject } from 'react-router'
import { paths } from '../paths.ts'
import { Waiting } from '../ui/waiting.tsx'
import { CrashPage, NotFoundPage } from './error-pages.tsx'
import { Frame } from './frame.tsx'
import { pages } from './pages.tsx'
import { SessionGate } from './session-gate.tsx'

export const routes: RouteObject[] = [
  {
    ErrorBoundary: CrashPage,
    HydrateFallback: Waiting,
    children: [
      {
        path: 'sign-in',
        lazy: { Component: async () => (await import('../session/sign-in-page.tsx')).SignInPage },
      },
      {
        path: 'first-password',
        lazy: {
          Component: async () => (await import('../session/first-password-page.tsx')).FirstPasswordPage,
        },
      },
      {
        Component: SessionGate,
        children: [
          {
            Component: Frame,
            children: [
              {
                ErrorBoundary: CrashPage,
                children: [
                  { index: true, element: <Navigate to={paths.instances()} replace /> },
                  ...pages,
                  { path: '*', Component: NotFoundPage },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
]
