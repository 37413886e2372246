import type { Catalogue } from '../catalogue.ts'
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
import { problems } from './problems.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { statistics } from './statistics.ts'
import { topics } from './topics.ts'
import { traces } from './traces.ts'

export const zh: Catalogue = {
  common,
  errors,
  problems,
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
}
