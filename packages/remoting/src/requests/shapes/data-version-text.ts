/** A `DataVersion` that travels as JSON text in a header field. Java clients send an empty text for "none yet". */
import { parseJson, writeJson } from '../../protocol/json.ts'
import { type OptionalShape, optional, type Scalar, text } from '../../protocol/shape.ts'
import { type DataVersion, dataVersion } from './data-version.ts'

const optionalText = optional(text)

function parse(json: string): DataVersion | undefined {
  return json === '' ? undefined : dataVersion.read(parseJson(json))
}

export const dataVersionText: OptionalShape<DataVersion> & Scalar<DataVersion | undefined> = {
  optional: true,
  expected: 'a DataVersion as JSON',
  parse,
  read: value => parse(optionalText.read(value) ?? ''),
  write: value => (value === undefined ? undefined : writeJson(dataVersion.write(value) ?? null)),
}
