import { PropertyName } from '@gantry/remoting'
import { answer, type MessageRule } from '../trail.ts'

/** No client of the group wants such a message. */
export const filtered: MessageRule = ({ groups, sighting: { message } }) =>
  groups
    .filter(({ status }) => status === 'FILTERED')
    .map(({ group, evidence }) => {
      const tag = message.properties.get(PropertyName.TAGS)
      return answer(
        'FILTERED',
        tag === undefined ? 'filteredUntagged' : 'filtered',
        { group, expression: evidence.expression ?? '', ...(tag !== undefined && { tag }) },
        { group, evidence: ['message', 'group'] },
      )
    })
