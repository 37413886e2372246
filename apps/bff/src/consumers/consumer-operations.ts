import {
  consumerClientList,
  consumerClientView,
  consumerProgress,
  consumerStacks,
  consumerStatus,
} from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { ConsumerService } from './consumer-service.ts'

export function consumerOperations(consumers: ConsumerService): Operation[] {
  return [
    operation(consumerStatus, ({ caller, params, signal }) => consumers.status(caller, params, signal)),
    operation(consumerProgress, ({ caller, params, signal }) => consumers.progress(caller, params, signal)),
    operation(consumerClientList, ({ caller, params, signal }) => consumers.clients(caller, params, signal)),
    operation(consumerClientView, ({ caller, params, signal }) => consumers.client(caller, params, signal)),
    operation(consumerStacks, ({ caller, params, query, signal }) =>
      consumers.stacks(caller, params, query.samples, signal),
    ),
  ]
}
