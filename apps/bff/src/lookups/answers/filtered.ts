import { PropertyName } from '@gantry/remoting'
import { answer, type MessageRule } from '../trail.ts'

/** No client of the group wants such a message. */
export const filtered: MessageRule = ({ groups, sighting: { message } }) =>
  groups
    .filter(({ status }) => status === 'FILTERED')
    .map(({ group, evidence }) =>
      answer(
        'FILTERED',
        'Filtered out by {group}: it subscribes to {expression}, and the message has the tag {tag}.',
        {
          group,
          expression: evidence.expression ?? '',
          tag: message.properties.get(PropertyName.TAGS) ?? '(none)',
        },
        { group, evidence: ['message', 'group'] },
      ),
    )
