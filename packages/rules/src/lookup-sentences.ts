/** What became of a message, in words. The name of a sentence is stable; `{name}` is filled from the answer's parameters. */
export const LOOKUP_SENTENCES = {
  sent: 'Sent: stored at {at} in queue {queueId} of {topic} on {brokerName}, at offset {queueOffset}.',
  next: 'Waiting: it is what {group} takes next from its queue.',
  waiting:
    'Waiting: {group} has {behind} messages of the queue before it, which takes about {seconds} s at the speed of now.',
  waitingStill: 'Waiting: {group} has {behind} messages of the queue before it, and consumes none right now.',
  consumedBy: 'Consumed by {group} on {client} at {at}, at attempt {attempt}.',
  consumedAfterRetries: 'Consumed by {group} after {attempts} attempts.',
  consumed:
    'Consumed by {group} at least once: it takes offset {consumerOffset} next. Which client took it is not known without a trace.',
  filtered: 'Filtered out by {group}: it subscribes to {expression}, and the message has the tag {tag}.',
  filteredUntagged: 'Filtered out by {group}: it subscribes to {expression}, and the message has no tag.',
  failing:
    'Failing in {group}: attempt {attempt} of {max} failed, the next one is at {at}. Last error: {error}.',
  failingUntraced:
    'Failing in {group}: attempt {attempt} of {max} failed, the next one is at {at}. The error is not known without a trace.',
  failingSoon:
    'Failing in {group}: attempt {attempt} of {max} failed, and the next one waits in its retry topic. Last error: {error}.',
  failingSoonUntraced:
    'Failing in {group}: attempt {attempt} of {max} failed, and the next one waits in its retry topic. The error is not known without a trace.',
  deadLetter:
    'In the dead-letter queue of {group} since {at}: all its attempts have failed. It can be resent from there.',
  groupOffline:
    'Not yet consumed by {group}: no client of the group is online. It waits until one is started.',
  noGroups: 'Nobody consumes it: no group subscribes to {topic}.',
  subscriptionsDiffer:
    'Clients of {group} subscribe to {topic} differently: {one} to {oneExpression}, {other} to {otherExpression}. Messages get lost that way.',
  groupUnknown: 'Whether {group} has consumed it cannot be known: {reason}',
  groupBroadcasts:
    'Whether {group} has consumed it cannot be known: it is broadcasting, and its clients keep their progress to themselves.',
  groupUnsubscribed:
    'Whether {group} has consumed it cannot be known: its clients that are online do not subscribe to {topic}.',
  scheduled: 'Scheduled: sent to {topic} at {at}, due at {due}. Nobody sees it before.',
  uncommitted:
    'Transaction not committed: sent to {topic} at {at} as a half message, its producer asked {checks} times. It was rolled back, or its producer has not said how it ended.',
  inInstance: 'Sent to {topic} of the instance {instanceId}.',
  inDefaultInstance: 'Sent to {topic}, which is in the default instance of the cluster.',
  inOtherCluster: 'Sent to another cluster: the ID names the broker {addr}, which is not of this one.',
  expired:
    'Expired, if it was sent: its ID is of {at}, and the brokers keep no message that is older than {oldest}.',
  brokerSilent: 'It cannot be known, because {place} did not answer: {reason}',
  tooManyTopics:
    'It cannot be known, because the instance has {topics} topics, too many to look through: search in the topic.',
  neverSent:
    'Never sent to this cluster: no broker has a message {asked}. Look at the answer that its producer got.',
  noSuchKey:
    'No topic of this instance has a message with the key {asked}: it was never sent so, or it has expired.',
} as const

export type LookupSentence = keyof typeof LOOKUP_SENTENCES
