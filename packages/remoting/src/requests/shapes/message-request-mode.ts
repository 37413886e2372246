/** How the consumers of a group get the messages of a topic. Defined in `common/message/MessageRequestMode`. */
import { word } from '../../protocol/shape.ts'

export const messageRequestMode = word('PULL', 'POP')
