/** CHECK_CLIENT_CONFIG 46: whether an expression makes sense, as `broker/processor/ClientManageProcessor#checkClientConfig`. */
import { compileSql92, Sql92Error } from '@gantry/remoting/internal'
import { checkClientConfig } from '@gantry/remoting/requests'
import { isTagType } from '../filter/message-filter.ts'
import { brokerHandler, DONE } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const checkClientConfigHandler = brokerHandler(checkClientConfig, ({ body }, broker) => {
  const { expressionType, subString } = body.subscriptionData
  if (isTagType(expressionType)) return DONE
  if (!broker.settings.isOn('enablePropertyFilter')) {
    throw new Refused(
      'SYSTEM_ERROR',
      `The broker does not support consumer to filter message by ${expressionType}`,
    )
  }
  try {
    compileSql92(subString)
  } catch (error) {
    if (error instanceof Sql92Error) throw new Refused('SUBSCRIPTION_PARSE_FAILED', error.message)
    throw error
  }
  return DONE
})
