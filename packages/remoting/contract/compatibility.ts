/** The document that tells users what works with which release, from the data that the suite holds brokers to. */
import { REQUEST_CODES, type RequestCodeName } from '../src/codes.ts'
import { COVERED_REQUESTS, LEFT_OUT } from './coverage-list.ts'
import { SUITE_RELEASES, type SuiteRelease } from './releases.ts'
import { DIFFERENCES, NAME_SERVER_REQUESTS, supportOf } from './support.ts'

/** What came of the suite on one release. */
export interface ReleaseRun {
  readonly release: SuiteRelease
  readonly passed: number
  readonly failed: number
}

/** Markdown; a release that was not run says so. */
export function renderCompatibility(runs: readonly ReleaseRun[]): string {
  const releases = SUITE_RELEASES.toReversed()
  return `${[
    '# Compatibility',
    '',
    'Which request of RocketMQ’s remoting protocol works with which release, as `npm run test:releases` has found on real',
    'brokers. It writes this file from `packages/remoting/contract/support.ts`; change it there.',
    '',
    ...tableOf(
      ['', ...releases],
      [['contract suite', ...releases.map(release => resultOf(runs.find(run => run.release === release)))]],
    ),
    '',
    '**yes**: answered as by the newest release. **no**: the release does not know it; calls end with `UnsupportedByBroker`, which is',
    'remembered for the connection. **differs**: see below the table.',
    '',
    ...requestTable(),
    '',
    '## What differs',
    '',
    ...DIFFERENCES.map(
      ({ request, releases: older, how }) => `- \`${request}\` on ${older.join(', ')}: ${how}`,
    ),
    '',
    '## Not run',
    '',
    ...Object.entries(LEFT_OUT).map(([request, why]) => `- \`${request}\`: ${why}`),
  ].join('\n')}\n`
}

/** Each request by its code: whom it is asked of, and what becomes of it on each release. */
export function requestTable(): string[] {
  const releases = SUITE_RELEASES.toReversed()
  return tableOf(
    ['Code', 'Request', 'Asked of', ...releases],
    COVERED_REQUESTS.toSorted((a, b) => REQUEST_CODES[a] - REQUEST_CODES[b]).map(request => [
      String(REQUEST_CODES[request]),
      request,
      askedOf(request),
      ...releases.map(release => supportOf(request, release)),
    ]),
  )
}

function resultOf(run: ReleaseRun | undefined): string {
  return run === undefined ? 'not run' : `${run.passed} passed, ${run.failed} failed`
}

function askedOf(request: RequestCodeName): string {
  if (SENT_BY_BROKERS.has(request)) return 'client'
  return NAME_SERVER_REQUESTS.has(request) ? 'name server' : 'broker'
}

const SENT_BY_BROKERS: ReadonlySet<RequestCodeName> = new Set([
  'CHECK_TRANSACTION_STATE',
  'NOTIFY_CONSUMER_IDS_CHANGED',
  'RESET_CONSUMER_CLIENT_OFFSET',
  'GET_CONSUMER_STATUS_FROM_CLIENT',
  'PUSH_REPLY_MESSAGE_TO_CLIENT',
])

function tableOf(head: readonly string[], rows: readonly string[][]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
