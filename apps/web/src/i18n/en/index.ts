import { SENTENCES } from '@gantry/rules'
import { access } from './access.ts'
import { accounts } from './accounts.ts'
import { audit } from './audit.ts'
import { brokers } from './brokers.ts'
import { clusters } from './clusters.ts'
import { common } from './common.ts'
import { consumers } from './consumers.ts'
import { deadletters } from './deadletters.ts'
import { diagnosis } from './diagnosis.ts'
import { errors } from './errors.ts'
import { groups } from './groups.ts'
import { instances } from './instances.ts'
import { lookups } from './lookups.ts'
import { messages } from './messages.ts'
import { mfa } from './mfa.ts'
import { offsets } from './offsets.ts'
import { oidc } from './oidc.ts'
import { overview } from './overview.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { statistics } from './statistics.ts'
import { topics } from './topics.ts'
import { traces } from './traces.ts'

export const en = {
  common,
  errors,
  problems: {
    ...SENTENCES,
    invalid: 'This value is not valid.',
    tooShort: 'Use at least {min} characters.',
    tooLong: 'Use at most {max} characters.',
    tooSmall: 'Use {min} or more.',
    tooBig: 'Use {max} or less.',
  },
  shell,
  session,
  mfa,
  oidc,
  access,
  accounts,
  overview,
  clusters,
  brokers,
  instances,
  topics,
  messages,
  lookups,
  groups,
  consumers,
  offsets,
  diagnosis,
  deadletters,
  traces,
  statistics,
  audit,
} as const
