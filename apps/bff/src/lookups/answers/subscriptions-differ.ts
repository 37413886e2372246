import { answer, type MessageRule } from '../trail.ts'

/** The broker keeps one subscription of a group: clients that differ lose messages. */
export const subscriptionsDiffer: MessageRule = ({ groups, sighting: { topic } }) =>
  groups.flatMap(({ group, differences }) =>
    differences
      .filter(difference => difference.topic === topic)
      .map(({ variants }) => {
        const [one, other] = variants
        return answer(
          'SUBSCRIPTIONS_DIFFER',
          'subscriptionsDiffer',
          {
            group,
            topic,
            one: one?.clientIds[0] ?? '',
            oneExpression: one?.expression ?? '–',
            other: other?.clientIds[0] ?? '',
            otherExpression: other?.expression ?? '–',
          },
          { group, evidence: ['group'] },
        )
      }),
  )
