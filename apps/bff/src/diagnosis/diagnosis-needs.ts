/** What a diagnosis stands on. */
import type { ConsumerService } from '../consumers/consumer-service.ts'
import type { DeadLetterService } from '../deadletters/dead-letter-service.ts'
import type { AppContext } from '../platform/context.ts'
import type { TopicService } from '../topics/topic-service.ts'

export interface DiagnosisNeeds extends Pick<AppContext, 'clock'> {
  readonly consumers: Pick<ConsumerService, 'inspect'>
  readonly topics: Pick<TopicService, 'standingsOf'>
  readonly deadLetters: Pick<DeadLetterService, 'standing'>
}
