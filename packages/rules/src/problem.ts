/**
 * Why a value is refused. The code is stable and names the sentence, so that form and API refuse the same thing with the
 * same words in every language; `params` fill its gaps.
 */
export type ProblemCode = keyof typeof SENTENCES

export interface Problem {
  readonly code: ProblemCode
  readonly params: Readonly<Record<string, string | number>>
}

/** `{name}` is filled from the problem's `params`. */
export const SENTENCES = {
  required: 'This field is required.',
  length: 'Use {min} to {max} characters.',
  topicCharacters: 'Use letters, digits, hyphens and underscores only.',
  topicReservedPrefix: 'A topic cannot start with CID or GID: those are groups.',
  groupCharacters: 'Use letters, digits, hyphens and underscores only.',
  groupPrefix: 'A group ID starts with CID or GID.',
  range: 'Use a whole number from {min} to {max}.',
  instanceId: 'An instance ID looks like MQ_INST_<account>_<8 letters or digits>.',
  usernameCharacters: 'Use letters, digits and . _ @ - only, and begin with a letter or digit.',
  passwordLength: 'Use {min} to {max} characters.',
  passwordCharacters: 'Use letters, digits and ! @ # $ % only.',
  passwordKinds: 'Use at least two of: letters, digits, special characters (! @ # $ %).',
  passwordUnchanged: 'The new password must differ from the old one.',
  mfaCodeForm: 'Type the six digits of the device, or a recovery code.',
  mfaCodeWrong: 'This code is not right, or was used before. Wait for the next one.',
  bodyTooLarge: 'The body takes {actual} bytes; a {messageType} message holds {max}.',
  propertiesTooLarge: 'The properties take {actual} bytes together; a message holds {max}.',
  deliverTooLate: 'Choose a time at most {days} days ahead.',
  notSubscribed: 'The group does not subscribe to {topic}, and has never consumed it.',
  nothingStored: 'The topic holds no message: there is no time to go to.',
  timeNotStored: 'Choose a time from {oldest} to {newest}: that is what is stored.',
  noSuchQueue: 'The topic has no queue {queueId} on {brokerName}.',
  offsetNotStored: 'Choose an offset from {min} to {max}: that is what is stored.',
  settingFixed: 'The console does not change {name}: set it in the file of the broker, and start it again.',
  settingChoice: 'Use one of these: {options}.',
  settingHours: 'Write hours from 00 to 23, separated by semicolons, such as 04 or 03;04.',
  ssoBegunElsewhere: 'This sign-in was not begun in this browser, or too long ago: begin anew.',
  ssoMismatch: 'What the provider sent back does not belong to this sign-in: begin anew.',
  ssoProviderSaid: 'The provider says: {reason}',
  ssoNoGroup: 'None of your groups has a role in this console. The provider named these: {groups}.',
  ssoNoGroups: 'The provider named no group of yours (claim {claim}), so there is no role for you here.',
  ssoNoUsername: 'The provider sent no name that a user can have here (claim {claim}).',
  ssoNameTaken: 'The name {username} belongs to another user of this console.',
  ssoNoAccount: 'Your group {group} stands for the tenant account {account}, which does not exist.',
  ssoDisabled: 'The user {username} is disabled.',
  sourceAddress: 'Write an IPv4 or IPv6 address, or a range such as 10.0.0.0/8.',
  takesAdministrator: 'Only administrators may do this.',
  takesManager: 'Only administrators and tenant administrators may do this.',
  takesWorker: 'Who only looks may not do this.',
  takesBodies: 'This takes the right to read message bodies; an administrator gives it.',
  takesPerson: 'This takes a person who is signed in; an API token may not do it.',
  stalePage:
    'The X-CSRF-Token of the session is missing or not the right one: reload the page and try again.',
  clusterReadOnly:
    'The cluster {cluster} is read-only: nothing on its brokers can be changed until an administrator switches that off.',
  noSuchUser: 'There is no such user: it may have been deleted.',
  noSuchAccount: 'There is no such tenant account: it may have been deleted.',
  ownUser: 'This is your own user: another administrator does that.',
  lastAdministrator:
    'This is the last administrator who can sign in with a password: make another one first.',
  usernameTaken: 'There is a user named {username} already.',
  accountNameTaken: 'There is a tenant account named {name} already.',
  accountOwns: 'Instances or users belong to {name}: delete them first.',
  tooManyRequests: 'At most {limit} such requests a minute: wait a moment and try again.',
  address: 'Write host:port, such as 127.0.0.1:9876; separate several with a semicolon.',
} as const

export function problem(code: ProblemCode, params: Problem['params'] = {}): Problem {
  return { code, params }
}

/** @param sentences those of another language */
export function sentenceOf(
  { code, params }: Problem,
  sentences: Readonly<Record<ProblemCode, string>> = SENTENCES,
): string {
  return sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
