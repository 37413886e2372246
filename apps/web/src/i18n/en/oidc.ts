export const oidc = {
  signIn: 'Single Sign-on',
  or: 'or',
  withPassword: 'Sign in with a password',
  forAdministrators: 'Passwords are for administrators.',
  back: 'Back to the sign-in',
  signedOut: {
    title: 'Signed out',
    about:
      'You are signed out of the console. At the provider of the single sign-on you are still signed in.',
    there: 'Sign Out There, Too',
  },
  keeps: 'You sign in by single sign-on: password and second step are kept by its provider.',
  tokensRest: 'Your API tokens hold for {days} days after each sign-in, then rest until the next one.',
  user: {
    keeps: 'The user signs in by single sign-on and has no password here.',
    follows: 'Signs in by single sign-on: role, account and rights follow the groups at its provider.',
  },
} as const
