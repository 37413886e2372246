/** A client connected to a broker. Defined in `remoting/protocol/body/Connection` and `remoting/protocol/LanguageCode`. */
import { type Infer, int32, object, text, withDefault, word } from '../../protocol/shape.ts'

/** Brokers forget a language that they do not know, which reads as OTHER. */
export const languageCode = withDefault(
  word('JAVA', 'CPP', 'DOTNET', 'PYTHON', 'GO', 'PHP', 'RUST', 'NODE_JS', 'HTTP', 'OTHER'),
  'OTHER',
)

export const connection = object({
  clientId: text,
  /** `host:port` as the broker sees it. */
  clientAddr: text,
  language: languageCode,
  /** Ordinal in `common/MQVersion`, as the client claims. */
  version: int32,
})
export type Connection = Infer<typeof connection>
