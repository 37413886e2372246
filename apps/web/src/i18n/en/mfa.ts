export const mfa = {
  title: 'Two-step sign-in',
  about: 'Beside the password the sign-in asks for a code that an authenticator app on your phone shows.',
  state: 'State',
  on: 'On',
  onForced: 'On, an administrator asks for it',
  off: 'Off',
  boundAt: 'Device bound',
  code: 'Code',
  codeOfDevice: 'The six digits that the app shows now.',
  codeOrRecovery: 'The six digits that the app shows now, or a recovery code.',
  signIn: {
    title: 'Enter the code',
    about: 'Open the authenticator app on your phone. Each code works once.',
    back: 'Back to name and password',
  },
  bind: {
    title: 'Switch On Two-step Sign-in',
    needs:
      'You need an authenticator app on your phone, any that shows codes of six digits. Begin with your password.',
    forced:
      'An administrator asks for it; everything else works afterwards. You then sign in again, with a code.',
    begin: 'Continue',
    scan: 'Scan this with the app.',
    qr: 'QR code for the authenticator app',
    type: 'Or type this key into it:',
    secret: 'key',
    submit: 'Switch On',
  },
  unbind: {
    title: 'Switch Off Two-step Sign-in',
    about: 'From now on the password is enough to sign in. The recovery codes work no more.',
    submit: 'Switch Off',
    done: 'The device is forgotten.',
  },
  change: {
    title: 'Bind Another Device',
    about:
      'The device that is bound is forgotten, and its recovery codes work no more. You bind the other one at once.',
    submit: 'Continue',
  },
  recovery: {
    title: 'New Recovery Codes',
    codes: 'recovery codes',
    left: 'Recovery codes left',
    replaces: 'The codes that you have work no more.',
    submit: 'Make Codes',
    once: 'Keep these codes: they are not shown again',
    about: 'Each lets you sign in once without the device. Keep them where the phone is not.',
    kept: 'I have kept them',
    signInAgain: 'I have kept them: sign in again',
  },
} as const
