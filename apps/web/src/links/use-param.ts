import { useParams } from 'react-router'

/** A part of the URL that the route of this page cannot be reached without. */
export function useParam(
  name:
    | 'auditId'
    | 'instanceId'
    | 'topic'
    | 'messageId'
    | 'group'
    | 'clientId'
    | 'resetId'
    | 'brokerName'
    | 'clusterId'
    | 'setting'
    | 'tokenId'
    | 'accessKey'
    | 'accountId'
    | 'sessionId'
    | 'grantId'
    | 'userId'
    | 'resendId'
    | 'taskId',
): string {
  const value = useParams()[name]
  if (value === undefined) throw new Error(`The route of this page has no ${name}.`)
  return value
}
