/** What a diagnosis of a group can say. The page and the API use the same words; `{name}` is filled from parameters. */
export const DIAGNOSIS_SENTENCES = {
  BROKERS_DOWN:
    'Brokers of the cluster do not answer: {brokers}. Messages in their queues cannot be consumed.',
  BROKERS_READ_ONLY:
    'Brokers take no new messages: {brokers}. They are read-only, so that the group only works off what they hold.',
  BROKERS_FINE: 'All brokers of the cluster answer and take messages.',
  MISSING_GROUP: 'The group is missing on {brokers}: those brokers refuse its clients.',
  MISSING_TOPIC: 'The topic {topic} is missing on {brokers}.',
  MISSING_FINE: 'The group and its topics are on every broker that should hold them.',
  PERMISSION_GROUP: 'Consumption of the group is switched off on {brokers}.',
  PERMISSION_BROADCAST: 'The group broadcasts, and {brokers} allow it no broadcasting.',
  PERMISSION_TOPIC: 'The topic {topic} cannot be read on {brokers}.',
  PERMISSION_FINE: 'The group may consume, and its topics can be read.',
  NOBODY_ONLINE: 'No client of the group is connected. Messages that wait: {accumulated}.',
  NOBODY_SEEN:
    'Messages are consumed, and no client is connected to a broker: clients of a proxy (gRPC) are not visible here.',
  ONLINE_FINE: 'Clients that are connected: {clients}.',
  BROADCASTING_FACTS:
    'The group broadcasts: each client gets every message and keeps its own progress. Backlog and delay cannot be known, failed messages are not delivered again, and offsets cannot be reset.',
  BROADCASTING_FINE: 'The group consumes in clustering: each message goes to one of its clients.',
  SUBSCRIPTIONS_DIFFER:
    'Clients of the group subscribe differently to {topics}. Messages are filtered out or reach nobody.',
  SUBSCRIPTIONS_FINE: 'All clients of the group have the same topics with the same tags.',
  UNEXPECTED_ADDRESS:
    'The client {clientId} is connected from {clientAddr}, unlike the others, and messages pile up in queues that it holds.',
  UNEXPECTED_SUBSCRIPTION:
    'The client {clientId} ({clientAddr}) subscribes differently from the others, and messages pile up in queues that it holds.',
  UNEXPECTED_FINE: 'No client that is unlike the others holds queues in which messages pile up.',
  THREADS_BLOCKED:
    'Consume threads of the client {clientId} wait for a lock in all {samples} samples: {threads}. The lock: {lock}. Who holds it is not seen in the stacks.',
  THREADS_BLOCKED_BY:
    'Consume threads of the client {clientId} wait for a lock in all {samples} samples: {threads}. The lock: {lock}. It is probably held by the thread {holder}.',
  THREADS_STUCK:
    'Consume threads of the client {clientId} are at the same place in all {samples} samples: {threads}. The place: {place}.',
  THREADS_IDLE: 'No message waits for long, so that no consume thread is in the way.',
  THREADS_FINE: 'Consume threads move on from sample to sample.',
  QUEUE_STUCK: 'Single queues are stuck while others of the same topic move on: {queues}.',
  QUEUE_FINE: 'No single queue is stuck.',
  CACHE_FULL:
    'The client {clientId} holds nearly as many unconsumed messages as it may, and its threads are not blocked: consuming takes it too long.',
  CACHE_BEHIND_THREADS: 'Caches are full because consume threads do not move: see there.',
  CACHE_FINE: 'The caches of the clients are far from their limits.',
  ACCUMULATION:
    'Messages come faster than they are consumed: {inTps} a second against {outTps}. Messages that wait: {accumulated}.',
  ACCUMULATION_STOPPED:
    'Nobody consumes, and {inTps} messages a second come. Messages that wait: {accumulated}.',
  ACCUMULATION_SHRINKS:
    'Messages wait: {accumulated}. They are being worked off: {outTps} a second are consumed, {inTps} come.',
  ACCUMULATION_FINE: 'No message waits for long.',
  ELSEWHERE_UNHELD: 'Messages wait in queues that no connected client holds: {queues}.',
  ELSEWHERE_ONE: 'One client holds all queues: what was consumed, it has taken.',
  ELSEWHERE_SHARED:
    'The queues are shared by {clients} clients: a message that one of them has not seen went to the client that holds its queue.',
  DEAD_LETTERS_GROW: 'Messages became dead letters within the last hour. Dead letters stored: {count}.',
  DEAD_LETTERS_OLD: 'No message became a dead letter within the last hour. Dead letters stored: {count}.',
  DEAD_LETTERS_NONE: 'The group has no dead letters.',
  UNKNOWN_BROKER: 'Not known, because the broker {brokerName} gave no answer: {message}',
  UNKNOWN_CLIENT: 'Not known, because the client {clientId} gave no answer: {message}',
  UNKNOWN_FAILURE: 'Not known, because the question could not be asked: {message}',
  UNKNOWN_TIME: 'Not known, because there was no answer within {seconds} seconds.',
  UNKNOWN_NOBODY: 'Not known, because no client is connected that could tell.',
  UNKNOWN_BROADCASTING: 'Not known, because clients of a broadcasting group keep their progress.',
  UNKNOWN_STACKS: 'Not known, because no client sends stacks that can be read: only Java clients do.',
  UNKNOWN_LIMITS: 'Not known, because no client tells the limits of its cache.',
  UNKNOWN_CLIENTS: 'Not known of all: {asked} of {clients} clients were asked.',
  UNKNOWN_DELAY: 'Not known, because brokers do not tell since when messages wait.',
} as const
export type DiagnosisSentence = keyof typeof DIAGNOSIS_SENTENCES

/** A list that is not empty, as schemas want it. */
export const DIAGNOSIS_CODES = Object.keys(DIAGNOSIS_SENTENCES) as [DiagnosisSentence, ...DiagnosisSentence[]]

export type DiagnosisParams = Readonly<Record<string, string | number>>

/** @param sentences those of another language */
export function diagnosisSentence(
  code: DiagnosisSentence,
  params: DiagnosisParams,
  sentences: Readonly<Record<DiagnosisSentence, string>> = DIAGNOSIS_SENTENCES,
): string {
  return sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
