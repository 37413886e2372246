/** What is asked last, and of what. No answer from 500 on is allowed for: the cluster of the run is well. */

/** One after the other behind everything else: what comes after them would only be told what they did. Nothing is left out. */
export const LAST: Readonly<Record<string, string>> = {
  brokerConfigUpdate: 'sets a broker so that it takes less than it did',
  brokerWritePermissionUpdate: 'stops the writes of a broker',
  clusterUpdate: 'makes the cluster read-only, so that nothing is changed on it any more',
  sandboxFaultCreate: 'makes brokers slow, silent or gone',
  sessionDelete: 'signs the caller out',
}

/** Where a parameter takes the names of what was prepared; with the rest of its chances anything goes. */
export const KNOWN_NAMES_SHARE = 0.7
