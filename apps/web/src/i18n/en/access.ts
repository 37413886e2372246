export const access = {
  keys: {
    title: 'Access Keys',
    about:
      'Programs sign in to the brokers with a pair of access key and secret key. It opens what you own and what you were granted.',
    empty: 'You have no access key',
    emptyBody: 'Make one for your programs. Its secret is shown once.',
    noAccount:
      'An administrator belongs to no tenant account, so a key would open nothing. Make a user for the program, and sign in as that user.',
    accessKey: 'Access key',
    secretKey: 'Secret key',
    state: 'State',
    enabled: 'Enabled',
    disabled: 'Disabled',
    createdAt: 'Created',
    actions: 'Actions',
    create: 'Create Access Key',
    rotate: 'Create Second Key to Rotate',
    createAbout:
      'The key goes to the brokers of every cluster at once. To rotate, make a second key, give it to your programs, and delete the first when none uses it any more.',
    rotating: 'Both keys are good. Delete the old one when no program uses it any more.',
    full: 'You have two keys: delete one first.',
    submit: 'Create',
    made: 'The access key is there',
    once: 'Keep the secret now: it is not shown again.',
    enable: 'Enable',
    enableAbout: 'Programs that use {accessKey} can connect again.',
    disable: 'Disable',
    disableAbout: 'Brokers refuse programs that use {accessKey}, until you enable it again.',
    delete: 'Delete',
    deleteAbout: 'Brokers refuse programs that use {accessKey}, for good.',
  },
  outcomes: {
    failed: 'Not done everywhere: an administrator repairs it on the page of the cluster.',
    notEnforced: 'Brokers without ACL 2.0 let everybody do everything: the key changes nothing there.',
  },
} as const
